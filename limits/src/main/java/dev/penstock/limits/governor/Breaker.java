package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolState;
import org.jspecify.annotations.Nullable;

/** Holds everything back while a provider is down, finds out by one call when it is well, and starts gently. */
final class Breaker {
    static final long RAMP_MILLIS = 10_000;

    private static final double RAMP_START = 0.1;
    /** A prober that has nothing to call passes the probe on. */
    private static final long PROBE_UNUSED_MILLIS = 3_000;

    private final long cooldownMillis;
    private final FaultShare faults = new FaultShare();
    private PoolState state;
    private long since;
    private @Nullable String prober;
    private long proberSince;
    private boolean probeIsOut;

    Breaker(PoolMemory.Breaker memory, long cooldownMillis) {
        this.cooldownMillis = cooldownMillis;
        state = memory.state();
        since = memory.since();
        prober = memory.prober();
        proberSince = since;
    }

    void advance(long now) {
        if (state == PoolState.OUTAGE && now - since >= cooldownMillis) {
            become(PoolState.PROBING, since + cooldownMillis);
        }
        if (state == PoolState.RAMPING && now - since >= RAMP_MILLIS) {
            become(PoolState.OPEN, since + RAMP_MILLIS);
        }
    }

    /**
     * @param anyoneWaits whether any worker has requests waiting; one without takes new ones only when it may call
     */
    void heard(PoolReport report, boolean anyoneWaits, long now) {
        if (state == PoolState.PROBING) {
            probed(report, anyoneWaits, now);
        } else if (state != PoolState.OUTAGE) {
            faults.add(report, now);
            if (faults.isHigh()) {
                become(PoolState.OUTAGE, now);
            }
        }
    }

    /** An operator says that it is well again. */
    void probeNow(long now) {
        if (state == PoolState.OUTAGE) {
            become(PoolState.PROBING, now);
        }
    }

    boolean isProber(String worker) {
        return worker.equals(prober);
    }

    /** How many calls a worker may begin; null = no limit. */
    @Nullable
    Integer calls(String worker) {
        return switch (state) {
            case OUTAGE -> 0;
            case PROBING -> isProber(worker) && !probeIsOut ? 1 : 0;
            case OPEN, RAMPING, PAUSED, BLOCKED -> null;
        };
    }

    /** The part of the quota that may be used. */
    double factor(long now) {
        return state == PoolState.RAMPING
                ? Math.min(1, RAMP_START + (1 - RAMP_START) * (now - since) / RAMP_MILLIS)
                : 1;
    }

    PoolState state() {
        return state;
    }

    long since() {
        return since;
    }

    @Nullable
    String reason() {
        return switch (state) {
            case OUTAGE -> "most of the last calls were lost; the provider is left alone for a while";
            case PROBING -> "one call finds out whether the provider is well again";
            case RAMPING -> "the provider is well again; the rate grows back";
            case OPEN, PAUSED, BLOCKED -> null;
        };
    }

    /** The prober has left or went silent. */
    void lostProber() {
        prober = null;
        probeIsOut = false;
    }

    @Nullable
    String prober() {
        return prober;
    }

    PoolMemory.Breaker memory() {
        return new PoolMemory.Breaker(state, since, prober);
    }

    private void probed(PoolReport report, boolean anyoneWaits, long now) {
        if (isProber(report.worker())) {
            judgeProbe(report, now);
        }
        boolean canCall = !report.leaving() && (report.waiting() > 0 || !anyoneWaits);
        boolean isFree = prober == null || (isUnused(now) && !isProber(report.worker()));
        if (state == PoolState.PROBING && canCall && isFree) {
            prober = report.worker();
            proberSince = now;
            probeIsOut = false;
        }
    }

    private void judgeProbe(PoolReport report, long now) {
        probeIsOut |= report.traffic().calls() > 0;
        if (report.traffic().answered() + report.traffic().throttled() > 0) {
            become(PoolState.RAMPING, now);
        } else if (probeIsOut && report.traffic().faults() > 0) {
            become(PoolState.OUTAGE, now);
        } else if (report.inFlight() == 0) {
            probeIsOut = false;
        }
    }

    private boolean isUnused(long now) {
        return !probeIsOut && now - proberSince >= PROBE_UNUSED_MILLIS;
    }

    private void become(PoolState next, long at) {
        state = next;
        since = at;
        prober = null;
        probeIsOut = false;
        faults.clear();
    }
}
