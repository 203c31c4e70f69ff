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

/** The most that a request can cost, as far as that can be known before it is called. */
public final class WorstCase {
    private final Prices prices;
    private final TokenBound input = new TokenBound();

    public WorstCase(Prices prices) {
        this.prices = prices;
    }

    /** In billionths of a US dollar; empty where the price is unknown, or nothing limits the answer's length. */
    public Optional<Long> of(String url, JsonNode body) {
        String model = body.path("model").asText("");
        OptionalLong output = output(url, body);
        // Counting takes time.
        return output.isEmpty() || !prices.isKnown(model)
                ? Optional.empty()
                : cost(model, body, input.of(model, body), output);
    }

    /** In US dollars, what so many calls of it may have cost; null = nothing, or unknown. */
    public @Nullable BigDecimal possibly(String url, JsonNode body, int calls) {
        return calls == 0
                ? null
                : of(url, body)
                        .map(worst -> BigDecimal.valueOf(worst * calls, 9).stripTrailingZeros())
                        .orElse(null);
    }

    /**
     * The same from an estimate of the input, which may be a little too low.
     *
     * @param inputTokens estimated
     */
    public Optional<Long> roughly(String url, String model, JsonNode body, long inputTokens) {
        return cost(model, body, inputTokens + inputTokens / 10 + 16, output(url, model, body));
    }

    /** The most tokens that an answer may have; empty where nothing limits it. */
    public OptionalLong longestAnswer(String url, JsonNode body) {
        return output(url, body);
    }

    /** So many tokens, in billionths of a US dollar; empty where the price is unknown. */
    public Optional<Long> of(String model, long inputTokens, long outputTokens) {
        return prices.cost(model, new Usage(inputTokens, 0, outputTokens, 0)).map(Cost::nano);
    }

    /** A text that a model wrote with so many tokens, when it is this model's input. */
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
