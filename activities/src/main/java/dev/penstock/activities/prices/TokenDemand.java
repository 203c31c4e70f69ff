package dev.penstock.activities.prices;

/**
 * The most tokens that a call may use.
 *
 * @param input input tokens, of which any may be read from or written to the provider's cache
 * @param output output tokens of all answers together, of any kind
 * @param context the input tokens that decide whether the request is a long one
 * @param hasMedia whether the request has images, audio or documents
 * @param hasLongWrites whether the request asks for a cache that lasts an hour or longer
 */
public record TokenDemand(long input, long output, long context, boolean hasMedia, boolean hasLongWrites) {
    /** Returns a number of tokens as a part of a request of text, which may be a long one. */
    public static TokenDemand ofPart(long input, long output) {
        return new TokenDemand(input, output, Long.MAX_VALUE, false, false);
    }

    boolean mayHave(TokenKind kind) {
        return switch (kind) {
            case AUDIO_INPUT, IMAGE_INPUT -> hasMedia;
            case CACHE_WRITE_1H -> hasLongWrites;
            default -> true;
        };
    }
}
