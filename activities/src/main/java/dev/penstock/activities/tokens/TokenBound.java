package dev.penstock.activities.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Computes an upper bound of a request's input tokens. */
public final class TokenBound {
    /** Models whose tokens can be counted; the count is exact except for what a model's own frame may add. */
    private static final Pattern COUNTED = Pattern.compile("(gpt-|chatgpt-|o\\d|text-embedding-).*");

    private static final int LETTERS_A_TOKEN = 4;
    private static final int MESSAGE_OVERHEAD = 64;
    /**
     * The most tokens of a picture, as OpenAI documents: gpt-4o-mini in high detail, 2,833 tokens and eight tiles of
     * 5,667.
     */
    private static final int IMAGE_TOKENS = 48_169;

    private final TokenCount count = new TokenCount(Integer.MAX_VALUE);

    public long of(String model, JsonNode body) {
        long pictures = IMAGE_TOKENS * (long) otherParts(body);
        if (COUNTED.matcher(model).matches()) {
            long tokens = count.input(model, body);
            return tokens + tokens / 50 + MESSAGE_OVERHEAD + pictures;
        }
        // A token has at least one byte.
        return body.toString().getBytes(StandardCharsets.UTF_8).length + pictures;
    }

    /** Returns roughly how many tokens a model may count, at most, for each token that another model counted for a text. */
    public static int mostPerToken(String model) {
        return COUNTED.matcher(model).matches() ? 1 : LETTERS_A_TOKEN;
    }

    private static int otherParts(JsonNode node) {
        int parts = node.isObject() && node.path("type").asText("text").matches("(input_)?(image|image_url|audio|file)")
                ? 1
                : 0;
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                parts += otherParts(child);
            }
        }
        return parts;
    }
}
