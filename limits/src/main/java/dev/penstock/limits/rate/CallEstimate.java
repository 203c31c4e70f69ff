package dev.penstock.limits.rate;

/**
 * The tokens of a call that waits for its permit.
 *
 * @param expected what is reserved for it, which experience with other calls may have corrected
 * @param least what it needs by any estimate: a call is refused as too large for good, so only if no estimate lets it fit
 */
public record CallEstimate(CallTokens expected, CallTokens least) {
    /** Creates an estimate that is the only one. */
    public static CallEstimate of(CallTokens tokens) {
        return new CallEstimate(tokens, tokens);
    }
}
