package dev.penstock.simulator.quota;

import java.time.Duration;
import java.util.List;

/** The decision whether the quota admits a call. */
public sealed interface QuotaDecision {
    QuotaLevel level();

    /** The call was admitted and its tokens are taken from the quota. */
    record Admitted(QuotaLevel level) implements QuotaDecision {}

    /** The call would fit after {@code retryIn} if no other call comes first. */
    record Throttled(Limit limit, Duration retryIn, QuotaLevel level) implements QuotaDecision {}

    /** The call alone has more tokens than the quota ever allows. */
    record TooLarge(long tokens, QuotaLevel level) implements QuotaDecision {}

    /** The limit for which a call was throttled. */
    enum Limit {
        REQUESTS("requests"),
        TOKENS("tokens"),
        INPUT_TOKENS("input tokens per minute"),
        OUTPUT_TOKENS("output tokens per minute");

        static final List<Limit> OF_TOKENS = List.of(TOKENS, INPUT_TOKENS, OUTPUT_TOKENS);

        private final String words;

        Limit(String words) {
            this.words = words;
        }

        /** Returns what is limited, for people. */
        public String words() {
            return words;
        }
    }
}
