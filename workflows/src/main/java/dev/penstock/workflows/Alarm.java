package dev.penstock.workflows;

import dev.penstock.contracts.Counts;

/** When so many requests fail that somebody should look. */
final class Alarm {
    /** One dead letter among the first few is no rate. */
    private static final long FEWEST = 20;

    private Alarm() {}

    static boolean isDue(Counts counts, double rate) {
        return counts.done() >= FEWEST && counts.errorRate() > rate;
    }
}
