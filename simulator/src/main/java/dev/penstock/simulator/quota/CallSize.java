package dev.penstock.simulator.quota;

/**
 * The tokens of a call as the quotas count them.
 *
 * @param total of both kinds, as a quota of all tokens counts them
 * @param input without those that were read from a prompt cache
 */
public record CallSize(long total, long input, long output) {
    /** Creates the size of a call of which every token counts. */
    public static CallSize of(long input, long output) {
        return new CallSize(input + output, input, output);
    }
}
