package dev.penstock.limits.traffic;

/** Detects from one process's calls that a provider is down, before the pool's governor has been told. */
final class FaultBurstDetector {
    private static final int CALLS = 20;

    private final boolean[] faults = new boolean[CALLS];
    private int seen;
    private int lost;
    private boolean told;

    /**
     * Counts a call.
     *
     * @return whether at least half of the last 20 calls were lost; true only once, until the burst is reported
     */
    boolean add(boolean fault) {
        int place = seen % CALLS;
        if (seen >= CALLS && faults[place]) {
            lost--;
        }
        faults[place] = fault;
        lost += fault ? 1 : 0;
        seen++;
        boolean burst = seen >= CALLS && fault && lost * 2 >= CALLS && !told;
        told |= burst;
        return burst;
    }

    /** Returns the number of counted calls, 20 at most. */
    int calls() {
        return Math.min(seen, CALLS);
    }

    /** Returns how many of the counted calls were lost. */
    int lost() {
        return lost;
    }

    /** Starts the count anew after a burst has been reported. */
    void reported() {
        if (told) {
            seen = 0;
            lost = 0;
            told = false;
        }
    }
}
