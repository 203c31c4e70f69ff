package dev.penstock.activities.tokens;

import dev.penstock.limits.rate.CallEstimate;
import dev.penstock.limits.rate.CallTokens;

/**
 * The tokens that a request is expected to take of its pool's quota.
 *
 * @param textTokens the input tokens counted in its text; 0 = they were not counted, because nothing limits tokens
 * @param call what is reserved for it, which experience with other calls has corrected
 */
public record EstimatedTokens(long textTokens, CallTokens call) {
    public static final EstimatedTokens NOT_COUNTED = new EstimatedTokens(0, CallTokens.NONE);

    /** Returns what the rate limiter needs to know: no correction makes a request too large whose text is not. */
    public CallEstimate ofCall() {
        return new CallEstimate(call, CallTokens.of(Math.min(textTokens, call.input()), call.output()));
    }
}
