package dev.penstock.limits.rate;

/**
 * The tokens that a call is estimated to use, or has used.
 *
 * @param total of both kinds, as limits of all tokens count them
 * @param input as limits of input tokens count them: without those that were read from a cache where they don't count
 */
public record CallTokens(long total, long input, long output) {
    public static final CallTokens NONE = new CallTokens(0, 0, 0);

    /** Creates a number of tokens of which nobody knows what is input. */
    public static CallTokens of(long total) {
        return new CallTokens(total, 0, 0);
    }

    /** Creates tokens that limits of all tokens and of each kind count alike. */
    public static CallTokens of(long input, long output) {
        return new CallTokens(input + output, input, output);
    }

    CallTokens minus(CallTokens other) {
        return new CallTokens(total - other.total, input - other.input, output - other.output);
    }

    boolean isNone() {
        return equals(NONE);
    }
}
