package dev.penstock.activities.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.limits.rate.CallTokens;
import dev.penstock.providers.Dialect;
import java.util.concurrent.atomic.AtomicLong;

/** Estimates how many input and output tokens a request will use, before it is called. */
public final class TokenEstimate {
    /** The output tokens expected of a request, until answers have shown how long they are. */
    private static final int EXPECTED_AT_START = 256;

    private final TokenCount count = new TokenCount();
    private final AtomicLong averageThousandths = new AtomicLong(EXPECTED_AT_START * 1000L);
    private final CountedInputRatio inputRatio = new CountedInputRatio();
    private final Dialect dialect;

    /** Creates an estimate for providers that count all input, and the longest answer that a request allows. */
    public TokenEstimate() {
        this(Dialect.OPENAI);
    }

    public TokenEstimate(Dialect dialect) {
        this.dialect = dialect;
    }

    public long input(String model, JsonNode body) {
        return count.input(model, body);
    }

    public long output(String url, JsonNode body) {
        return TokenCount.hasOutput(url) ? OutputLimit.of(url, body).orElse(averageThousandths.get() / 1000) : 0;
    }

    /** Returns the tokens that a request takes of its pool's quota. */
    public EstimatedTokens of(String url, JsonNode body) {
        long text = input(body.path("model").asText(""), body);
        long longest = Math.min(OutputLimit.MOST, output(url, body));
        if (dialect.countsLongestAnswer()) {
            return new EstimatedTokens(text, CallTokens.of(text, longest));
        }
        // A request keeps its estimate while it waits, so that one made before the first answer must not be of the
        // longest.
        long output = Math.min(longest, averageThousandths.get() / 1000);
        return new EstimatedTokens(text, CallTokens.of(inputRatio.of(text), output));
    }

    /**
     * Learns from an answer.
     *
     * @param estimated what was estimated for its request
     * @param used what it has used
     */
    public void answered(EstimatedTokens estimated, CallTokens used) {
        answered(used.output());
        if (estimated.textTokens() > 0) {
            inputRatio.add(estimated.textTokens(), used.input());
        }
    }

    /** Adds an answer's length to the moving average, over about 20 answers, from which later estimates are made. */
    public void answered(long outputTokens) {
        if (outputTokens > 0) {
            averageThousandths.updateAndGet(average -> average + (outputTokens * 1000 - average) / 20);
        }
    }
}
