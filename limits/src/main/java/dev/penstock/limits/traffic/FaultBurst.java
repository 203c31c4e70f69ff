package dev.penstock.limits.traffic;

/** Sees in one process's calls that a provider is down, before the governor of the whole fleet has been told. */
final class FaultBurst {
    private static final int CALLS = 20;

    private final boolean[] faults = new boolean[CALLS];
    private int seen;
    private int lost;
    private boolean told;

    /**
     * @return whether at least half of the last 20 calls were lost; said once, until it is reported
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

    /** Of the last calls, 20 at most. */
    int calls() {
        return Math.min(seen, CALLS);
    }

    int lost() {
        return lost;
    }

    /** A burst that was reported is over, whatever comes of it; the counting starts anew. */
    void reported() {
        if (told) {
            seen = 0;
            lost = 0;
            told = false;
        }
    }
}
