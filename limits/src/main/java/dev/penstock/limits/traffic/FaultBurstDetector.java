package dev.penstock.limits.traffic;

/** Detects from one process's calls that a provider is down, before the pool's governor has been told. */
final class FaultBurstDetector {
    private static final int CALLS = 20;

    private final boolean[] faults = new boolean[CALLS];
    private int counted;
    private int lost;
    private boolean announced;

    /**
     * Counts a call.
     *
     * @return whether at least half of the last 20 calls were lost; true only once, until the burst is reported
     */
    boolean add(boolean fault) {
        int place = counted % CALLS;
        if (counted >= CALLS && faults[place]) {
            lost--;
        }
        faults[place] = fault;
        lost += fault ? 1 : 0;
        counted++;
        boolean burst = counted >= CALLS && fault && lost * 2 >= CALLS && !announced;
        announced |= burst;
        return burst;
    }

    /** Returns the number of counted calls, 20 at most. */
    int calls() {
        return Math.min(counted, CALLS);
    }

    /** Returns how many of the counted calls were lost. */
    int lost() {
        return lost;
    }

    /** Starts the count anew after a burst has been reported. */
    void reported() {
        if (announced) {
            counted = 0;
            lost = 0;
            announced = false;
        }
    }
}
