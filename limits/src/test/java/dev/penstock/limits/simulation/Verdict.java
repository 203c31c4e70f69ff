package dev.penstock.limits.simulation;

/** What a simulated provider makes of a call. */
sealed interface Verdict {
    record Answered(long latency) implements Verdict {}

    record Throttled(long retryAfter, boolean forTokens) implements Verdict {}

    record Lost() implements Verdict {}
}
