package dev.penstock.limits.rate;

import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import org.jspecify.annotations.Nullable;

/** Decides how many tokens are reserved for a call, and which calls are too large to be admitted at all. */
final class TokenReservation {
    private TokenReservation() {}

    /**
     * Returns the tokens that are reserved for a call: at most those of the largest request, or where nobody says how large one
     * may be, a minute's quota of the pool and of the model. A call that may use millions, and is lost, would otherwise keep all
     * others waiting for weeks.
     *
     * @param own the limits of the call's model; null = it has none of its own
     */
    static CallTokens of(CallTokens call, RateLimits limits, @Nullable ModelLimits own) {
        CallTokens ofPool = within(call, limits.perMinute(), limits.largestRequest());
        return own == null ? ofPool : within(ofPool, own.perMinute(), own.largestRequest());
    }

    /** Returns the most tokens that a request for a model may need. */
    static LargestRequest largest(RateLimits limits, String model) {
        ModelLimits own = limits.models().get(model);
        return own == null ? limits.largestRequest() : limits.largestRequest().orLess(own.largestRequest());
    }

    private static CallTokens within(CallTokens call, PerMinuteLimits limits, LargestRequest largest) {
        return new CallTokens(
                atMost(largest.tokens().isUnlimited() ? limits.tokens() : largest.tokens(), call.total()),
                atMost(
                        largest.inputTokens().isUnlimited() ? limits.inputTokens() : largest.inputTokens(),
                        call.input()),
                atMost(limits.outputTokens(), call.output()));
    }

    private static long atMost(QuotaLimit limit, long tokens) {
        return limit instanceof QuotaLimit.AtMost(long most) ? Math.min(most, tokens) : tokens;
    }
}
