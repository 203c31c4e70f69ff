package dev.penstock.workflows;

import dev.penstock.contracts.Counts;

/** Says when so many requests have failed that a person should look. */
public final class ErrorRateAlert {
    /** Finished requests below which no rate is computed. */
    private static final long FEWEST = 20;

    private ErrorRateAlert() {}

    public static boolean isDue(Counts counts, double rate) {
        return counts.done() >= FEWEST && counts.errorRate() > rate;
    }
}
