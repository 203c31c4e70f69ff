package dev.penstock.limits.rate;

import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;

/**
 * The most tokens that one request may need: a minute's quota of the whole pool. Its output is not limited: nobody knows how
 * long an answer will be.
 *
 * @param tokens of both kinds together
 */
public record LargestRequest(QuotaLimit tokens, QuotaLimit inputTokens) {
    /** Creates a limit that does not tell input from output tokens. */
    public static LargestRequest of(QuotaLimit tokens) {
        return new LargestRequest(tokens, QuotaLimit.UNLIMITED);
    }

    /** Creates the limit of requests that are sent within these limits alone: a minute's tokens. */
    public static LargestRequest of(PerMinuteLimits limits) {
        return new LargestRequest(limits.tokens(), limits.inputTokens());
    }

    LargestRequest orLess(LargestRequest other) {
        return new LargestRequest(tokens.orLess(other.tokens), inputTokens.orLess(other.inputTokens));
    }

    boolean excludes(CallTokens call) {
        return tokens.isLessThan(call.total()) || inputTokens.isLessThan(call.input());
    }

    RequestTooLargeException explain(CallTokens call) {
        return tokens.isLessThan(call.total())
                ? new RequestTooLargeException("tokens", call.total(), tokens.orInfinity())
                : new RequestTooLargeException("input tokens", call.input(), inputTokens.orInfinity());
    }
}
