package dev.penstock.activities.budget;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.tokens.TokenBound;
import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Computes the most that a request can cost before it is called. */
public final class WorstCase {
    private final Prices prices;
    private final TokenBound input = new TokenBound();

    public WorstCase(Prices prices) {
        this.prices = prices;
    }

    /**
     * Returns a request's worst case in billionths of a US dollar; empty if the price is unknown or nothing limits the
     * answer.
     */
    public Optional<Long> of(String url, JsonNode body) {
        String model = body.path("model").asText("");
        OptionalLong output = output(url, body);
        // Input tokens are counted last, because counting takes time.
        return output.isEmpty() || !prices.isKnown(model)
                ? Optional.empty()
                : cost(model, body, input.of(model, body), output);
    }

    /** Returns the most that a number of calls of a request cost, in US dollars; null if there was none or it is unknown. */
    public @Nullable BigDecimal possibly(String url, JsonNode body, int calls) {
        return calls == 0
                ? null
                : of(url, body)
                        .map(worst -> BigDecimal.valueOf(worst * calls, 9).stripTrailingZeros())
                        .orElse(null);
    }

    /**
     * Returns a request's worst case in billionths of a US dollar from an estimate of its input, which may be a little
     * too low; empty if the price is unknown or nothing limits the answer.
     *
     * @param inputTokens the estimated input tokens
     */
    public Optional<Long> roughly(String url, String model, JsonNode body, long inputTokens) {
        return cost(model, body, inputTokens + inputTokens / 10 + 16, output(url, model, body));
    }

    /** Returns the most tokens that a request's answer may have; empty if nothing limits it. */
    public OptionalLong longestAnswer(String url, JsonNode body) {
        return output(url, body);
    }

    /** Returns the price of a number of tokens, in billionths of a US dollar; empty if the price is unknown. */
    public Optional<Long> of(String model, long inputTokens, long outputTokens) {
        return prices.cost(model, new Usage(inputTokens, 0, outputTokens, 0)).map(Cost::nano);
    }

    /**
     * Returns the worst case of a model-written text of this many tokens as input of the given model; empty if the
     * price is unknown.
     */
    public Optional<Long> ofText(String model, long tokens) {
        return of(model, tokens * TokenBound.mostPerToken(model), 0);
    }

    private OptionalLong output(String url, JsonNode body) {
        return output(url, body.path("model").asText(""), body);
    }

    private OptionalLong output(String url, String model, JsonNode body) {
        if (!TokenCount.hasOutput(url)) {
            return OptionalLong.of(0);
        }
        OptionalLong limit = TokenCount.outputLimit(body);
        if (limit.isPresent()) {
            return limit;
        }
        OptionalLong most = prices.maxOutput(model);
        return most.isPresent()
                ? OptionalLong.of(most.getAsLong() * Math.max(1, body.path("n").asLong(1)))
                : most;
    }

    private Optional<Long> cost(String model, JsonNode body, long inputTokens, OptionalLong outputTokens) {
        if (outputTokens.isEmpty()) {
            return Optional.empty();
        }
        Usage most = new Usage(inputTokens, 0, outputTokens.getAsLong(), 0);
        return prices.cost(model, body.path("service_tier").asText(""), most).map(Cost::nano);
    }
}
