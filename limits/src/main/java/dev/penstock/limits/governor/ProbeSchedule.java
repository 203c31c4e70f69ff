package dev.penstock.limits.governor;

/**
 * The times at which a provider that is down is probed, and how slowly its rate grows back.
 *
 * <p>The first probe comes after 5 s, the second 10 s later, all others every 15 s, whether or not the one before is still under way: so
 * a provider that hangs is found out as soon as one that answers 503, for four calls in the first minute. An outage that returns before
 * the pool has been open for half a minute is the same one, and its schedule goes on.
 */
final class ProbeSchedule {
    static final long FIRST_WAIT_MILLIS = 5_000;
    static final long LONGEST_WAIT_MILLIS = 15_000;
    static final long LONGEST_RAMP_MILLIS = 10_000;
    static final long SHORTEST_RAMP_MILLIS = 2_000;
    static final long RELAPSE_MILLIS = 30_000;

    /** The part of an outage that the rate takes to grow back after it. */
    private static final long RAMP_DIVISOR = 3;

    private long closedSince;
    private int probes;
    private long waitsSince;

    /**
     * @param closedSince when the latest outage began; 0 = there was none
     * @param probes how many probes went out in it
     * @param waitsSince when the wait for the next probe began
     */
    ProbeSchedule(long closedSince, int probes, long waitsSince) {
        this.closedSince = closedSince;
        this.probes = probes;
        this.waitsSince = waitsSince;
    }

    /**
     * Begins to wait for the first probe of an outage, or for the next one of an outage that has returned.
     *
     * @param openFor how long the pool was open; 0 = the rate was still growing back
     */
    void begin(long openFor, long now) {
        if (openFor >= RELAPSE_MILLIS || probes == 0) {
            closedSince = now;
            probes = 0;
        }
        waitsSince = now;
    }

    /** Notes that a probe is under way. */
    void wentOut(long now) {
        probes++;
        waitsSince = now;
    }

    /** Returns when the next probe is due. */
    long dueAt() {
        return waitsSince + Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * (probes + 1));
    }

    /** Returns how long the rate grows back when the pool opens at a time. */
    long rampMillis(long opensAt) {
        return Math.clamp((opensAt - closedSince) / RAMP_DIVISOR, SHORTEST_RAMP_MILLIS, LONGEST_RAMP_MILLIS);
    }

    long closedSince() {
        return closedSince;
    }

    int probes() {
        return probes;
    }

    long waitsSince() {
        return waitsSince;
    }
}
