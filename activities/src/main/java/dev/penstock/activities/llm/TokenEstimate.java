package dev.penstock.activities.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.concurrent.atomic.AtomicLong;

/** How many tokens a request will use, input and output, as far as that can be known before. */
public final class TokenEstimate {
    private static final int EXPECTED_AT_START = 256;
    /** What a chat's format adds to each message. */
    private static final int AROUND_MESSAGE = 4;
    /** Longer texts are not worth the time: four letters a token is near enough. */
    private static final int LONGEST_COUNTED = 200_000;

    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

    private final AtomicLong averageThousandths = new AtomicLong(EXPECTED_AT_START * 1000L);

    public int of(String url, JsonNode body) {
        return (int) Math.min(Integer.MAX_VALUE, input(body) + output(url, body));
    }

    /** The next estimates know it: a moving average over about 20 answers. */
    public void answered(long outputTokens) {
        if (outputTokens > 0) {
            averageThousandths.updateAndGet(average -> average + (outputTokens * 1000 - average) / 20);
        }
    }

    static long input(JsonNode body) {
        Encoding encoding = ENCODINGS.getEncoding(EncodingType.O200K_BASE);
        JsonNode messages = body.path("messages");
        return messages.size() * (long) AROUND_MESSAGE
                + texts(messages, encoding)
                + texts(body.path("input"), encoding)
                + texts(body.path("prompt"), encoding)
                + texts(body.path("instructions"), encoding)
                + texts(body.path("tools"), encoding);
    }

    private long output(String url, JsonNode body) {
        if (url.endsWith("/embeddings")) {
            return 0;
        }
        long most = body.path("max_completion_tokens")
                .asLong(body.path("max_tokens")
                        .asLong(body.path("max_output_tokens").asLong(0)));
        return (most > 0 ? most : averageThousandths.get() / 1000)
                * Math.max(1, body.path("n").asLong(1));
    }

    private static long texts(JsonNode node, Encoding encoding) {
        if (node.isTextual()) {
            String text = node.textValue();
            return text.length() > LONGEST_COUNTED ? text.length() / 4 : encoding.countTokensOrdinary(text);
        }
        long sum = node.isNumber() ? 1 : 0;
        // An image is not made of letters, whatever its URL or base64 text looks like.
        if (!node.path("type").asText("").contains("image")) {
            for (JsonNode part : node) {
                sum += texts(part, encoding);
            }
        }
        return sum;
    }
}
