package dev.penstock.limits.governor;

/** Decides how long workers wait until they report again: a second, or less while one of them could use more than it has. */
final class ReportInterval {
    /** A pool whose quota is used up may stay so for hours; but a worker that reports less often counts as gone. */
    static final long USED_UP_MILLIS = 4_000;

    private static final long USUAL_MILLIS = 1_000;
    private static final long SOON_MILLIS = 250;

    /**
     * How much each worker stretches the interval: all of them together report 50 times a second at most, which is about a third
     * of the updates that one workflow of Temporal can answer (5 to 8 ms each).
     */
    private static final long MILLIS_A_WORKER = 20;

    /** A worker that has been silent for {@link PoolWorkers#SILENCE_MILLIS} is taken for dead, so intervals end well before. */
    private static final long LONGEST_MILLIS = 2_000;

    private ReportInterval() {}

    static long millis(int workers, boolean soon) {
        return Math.max(soon ? SOON_MILLIS : USUAL_MILLIS, Math.min(LONGEST_MILLIS, workers * MILLIS_A_WORKER));
    }
}
