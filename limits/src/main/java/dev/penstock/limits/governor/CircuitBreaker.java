package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.limits.QuotaLimit;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of a pool. It opens when half of the last calls were lost; after a cooldown one worker probes the
 * provider with one call, and when that is answered the rate grows back within ten seconds.
 */
final class CircuitBreaker {
    static final long COOLDOWN_MILLIS = 30_000;
    static final long RAMP_MILLIS = 10_000;

    private static final double RAMP_START = 0.1;
    /** The time after which a worker that has nothing to call passes the probe on. */
    private static final long PROBE_UNUSED_MILLIS = 3_000;

    private final FaultRatio faults = new FaultRatio();
    private PoolState state;
    private long since;
    private @Nullable String prober;
    private long proberSince;
    private boolean probeIsOut;

    CircuitBreaker(PoolMemory.CircuitBreaker memory) {
        state = memory.state();
        since = memory.since();
        prober = memory.prober();
        proberSince = since;
    }

    void advance(long now) {
        if (state == PoolState.OUTAGE && now - since >= COOLDOWN_MILLIS) {
            become(PoolState.PROBING, since + COOLDOWN_MILLIS);
        }
        if (state == PoolState.RAMPING && now - since >= RAMP_MILLIS) {
            become(PoolState.OPEN, since + RAMP_MILLIS);
        }
    }

    /**
     * Counts a worker's report.
     *
     * @param anyoneWaits whether any worker has requests waiting; a worker without takes new ones only when it may call
     */
    void record(PoolReport report, boolean anyoneWaits, long now) {
        if (state == PoolState.PROBING) {
            probed(report, anyoneWaits, now);
        } else if (state != PoolState.OUTAGE) {
            faults.add(report, now);
            if (faults.isHigh()) {
                become(PoolState.OUTAGE, now);
            }
        }
    }

    /** Ends the cooldown, because an operator says that the provider works again. */
    void probeNow(long now) {
        if (state == PoolState.OUTAGE) {
            become(PoolState.PROBING, now);
        }
    }

    boolean isProber(String worker) {
        return worker.equals(prober);
    }

    /** Returns how many calls a worker may start until its next report. */
    QuotaLimit calls(String worker) {
        return switch (state) {
            case OUTAGE -> QuotaLimit.atMost(0);
            case PROBING -> QuotaLimit.atMost(isProber(worker) && !probeIsOut ? 1 : 0);
            case OPEN, RAMPING, PAUSED, BLOCKED, USED_UP -> QuotaLimit.UNLIMITED;
        };
    }

    /** Returns the part of the quota that may be used, from 0.1 to 1. */
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

    /** Returns when an outage's cooldown ends. */
    long probesAt() {
        return since + COOLDOWN_MILLIS;
    }

    @Nullable
    String reason() {
        return switch (state) {
            case OUTAGE -> "most recent calls failed; calls to the provider are suspended for a while";
            case PROBING -> "one call tests whether the provider has recovered";
            case RAMPING -> "the provider has recovered; the rate grows back";
            case OPEN, PAUSED, BLOCKED, USED_UP -> null;
        };
    }

    /** Passes the probe on, because the probing worker has left or is silent. */
    void lostProber() {
        prober = null;
        probeIsOut = false;
    }

    @Nullable
    String prober() {
        return prober;
    }

    PoolMemory.CircuitBreaker memory() {
        return new PoolMemory.CircuitBreaker(state, since, prober);
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
