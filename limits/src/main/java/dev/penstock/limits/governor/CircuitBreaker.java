package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.ProbeOutcomes;
import dev.penstock.limits.QuotaLimit;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of a pool. It opens when half of the last calls were lost; then one worker at a time probes the provider with one
 * call, as {@link ProbeSchedule} says, and when one of these is answered the rate grows back within two to ten seconds.
 */
final class CircuitBreaker {
    private static final double RAMP_START = 0.1;
    /** The time after which a worker that has nothing to call passes the probe on. */
    private static final long PROBE_UNUSED_MILLIS = 3_000;

    private final FaultRatio faults = new FaultRatio();
    private final ProbeSchedule schedule;
    private PoolState state;
    private long since;
    private @Nullable String prober;
    private long proberSince;
    private boolean isProbeOut;

    CircuitBreaker(PoolMemory.CircuitBreaker memory) {
        schedule = schedule(memory);
        state = memory.state();
        since = memory.since();
        prober = memory.prober();
        proberSince = since;
        isProbeOut = memory.isProbeOut();
    }

    private static ProbeSchedule schedule(PoolMemory.CircuitBreaker memory) {
        boolean isDown = memory.state() == PoolState.OUTAGE || memory.state() == PoolState.PROBING;
        // A governor of an earlier version kept neither time.
        return new ProbeSchedule(
                isDown && memory.closedSince() == 0 ? memory.since() : memory.closedSince(),
                memory.probes(),
                isDown && memory.waitsSince() == 0 ? memory.since() : memory.waitsSince());
    }

    void advance(long now) {
        if (state == PoolState.OUTAGE && now >= schedule.dueAt()) {
            become(PoolState.PROBING, schedule.dueAt());
        }
        if (isProbeOut && now >= schedule.dueAt()) {
            // A call that gets no answer says little, and may hang for minutes.
            lostProber();
        }
        if (state == PoolState.RAMPING && now - since >= schedule.rampMillis(since)) {
            become(PoolState.OPEN, since + schedule.rampMillis(since));
        }
    }

    /**
     * Counts a worker's report.
     *
     * @param anyoneWaits whether any worker has requests waiting; a worker without takes new ones only when it may call
     */
    void record(PoolReport report, boolean anyoneWaits, long now) {
        if (state == PoolState.OUTAGE || state == PoolState.PROBING) {
            probed(report, anyoneWaits, now);
            return;
        }
        faults.add(report, now);
        if (faults.isHigh()) {
            schedule.begin(state == PoolState.OPEN ? now - since : 0, now);
            become(PoolState.OUTAGE, now);
        }
    }

    /** Ends the wait for the next probe, because an operator says that the provider works again. */
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
            case PROBING -> QuotaLimit.atMost(isProber(worker) && !isProbeOut ? 1 : 0);
            case OPEN, RAMPING, PAUSED, BLOCKED, USED_UP -> QuotaLimit.UNLIMITED;
        };
    }

    /** Returns the part of the quota that may be used, from 0.1 to 1. */
    double factor(long now) {
        return state == PoolState.RAMPING
                ? Math.min(1, RAMP_START + (1 - RAMP_START) * (now - since) / schedule.rampMillis(since))
                : 1;
    }

    PoolState state() {
        return state;
    }

    long since() {
        return since;
    }

    /** Returns when the next probe of an outage is due. */
    long probesAt() {
        return schedule.dueAt();
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

    /** Passes the probe on, because the probing worker has left or is silent, or its call has hung for too long. */
    void lostProber() {
        prober = null;
        isProbeOut = false;
    }

    @Nullable
    String prober() {
        return prober;
    }

    PoolMemory.CircuitBreaker memory() {
        return new PoolMemory.CircuitBreaker(
                state, since, prober, schedule.closedSince(), schedule.probes(), schedule.waitsSince(), isProbeOut);
    }

    private void probed(PoolReport report, boolean anyoneWaits, long now) {
        ProbeOutcomes ended = report.traffic().probesEnded();
        if (ended.answered() > 0) {
            // Also by an earlier probe, which had not been waited for any longer.
            become(PoolState.RAMPING, now);
            faults.add(report, now);
        } else if (state == PoolState.PROBING) {
            notice(report, ended, now);
        }
        boolean canCall = !report.leaving() && (report.waiting() > 0 || !anyoneWaits);
        boolean isFree = prober == null || (isUnused(now) && !isProber(report.worker()));
        if (state == PoolState.PROBING && canCall && isFree) {
            prober = report.worker();
            proberSince = now;
            isProbeOut = false;
        }
    }

    private void notice(PoolReport report, ProbeOutcomes ended, long now) {
        if (!isProber(report.worker())) {
            return;
        }
        if (!isProbeOut && report.traffic().calls() > 0) {
            isProbeOut = true;
            schedule.wentOut(now);
        }
        if (isProbeOut && ended.lost() > 0) {
            become(PoolState.OUTAGE, now);
        }
    }

    private boolean isUnused(long now) {
        return !isProbeOut && now - proberSince >= PROBE_UNUSED_MILLIS;
    }

    private void become(PoolState next, long at) {
        state = next;
        since = at;
        lostProber();
        if (next != PoolState.OPEN) {
            // What was answered while the rate grew back shows that calls which hung since before it are no outage.
            faults.clear();
        }
    }
}
