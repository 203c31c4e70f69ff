package dev.penstock.workflows;

import dev.penstock.contracts.Counts;

/** Decides when so many requests have failed that a person should look. */
public final class ErrorRateAlert {
    /** The least number of finished requests for which a rate is computed. */
    private static final long FEWEST = 20;

    private ErrorRateAlert() {}

    public static boolean isDue(Counts counts, double rate) {
        return counts.done() >= FEWEST && counts.errorRate() > rate;
    }
}
