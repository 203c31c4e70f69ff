package dev.penstock.activities.share;

/** Sees in one process's calls that a provider is down, before the governor of the whole fleet has been told. */
final class FaultBurst {
    private static final int CALLS = 20;

    private final boolean[] faults = new boolean[CALLS];
    private int seen;
    private int bad;

    /**
     * @return whether at least half of the last 20 calls were lost; the counting then starts anew
     */
    boolean add(boolean fault) {
        int place = seen % CALLS;
        if (seen >= CALLS && faults[place]) {
            bad--;
        }
        faults[place] = fault;
        bad += fault ? 1 : 0;
        seen++;
        if (seen >= CALLS && fault && bad * 2 >= CALLS) {
            seen = 0;
            bad = 0;
            return true;
        }
        return false;
    }
}
