package dev.penstock.simulator.quota;

import java.time.Duration;

/** The quota's answer to a call. */
public sealed interface QuotaDecision {
    QuotaLevel level();

    /** The call was let in and its tokens are taken. */
    record Admitted(QuotaLevel level) implements QuotaDecision {}

    /** The call would fit after the wait, if nobody else comes first. */
    record Throttled(Limit limit, Duration retryIn, QuotaLevel level) implements QuotaDecision {}

    /** The call alone is more than the quota ever allows. */
    record TooLarge(long tokens, QuotaLevel level) implements QuotaDecision {}

    /** The quota that was in the way. */
    enum Limit {
        REQUESTS,
        TOKENS
    }
}
