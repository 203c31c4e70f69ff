package dev.penstock.activities.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicLong;

/** Estimates how many input and output tokens a request will use, before it is called. */
public final class TokenEstimate {
    /** The output tokens expected for a request without a limit, until answers have shown how long they are. */
    private static final int EXPECTED_AT_START = 256;

    private final TokenCount count = new TokenCount();
    private final AtomicLong averageThousandths = new AtomicLong(EXPECTED_AT_START * 1000L);

    public long input(String model, JsonNode body) {
        return count.input(model, body);
    }

    public long output(String url, JsonNode body) {
        return TokenCount.hasOutput(url) ? OutputLimit.of(url, body).orElse(averageThousandths.get() / 1000) : 0;
    }

    /** Returns the tokens that a request takes of its pool's quota. */
    public int of(String url, JsonNode body) {
        long tokens = input(body.path("model").asText(""), body) + output(url, body);
        return (int) Math.min(Integer.MAX_VALUE, tokens);
    }

    /** Adds an answer's length to the moving average, over about 20 answers, from which later estimates are made. */
    public void answered(long outputTokens) {
        if (outputTokens > 0) {
            averageThousandths.updateAndGet(average -> average + (outputTokens * 1000 - average) / 20);
        }
    }
}
