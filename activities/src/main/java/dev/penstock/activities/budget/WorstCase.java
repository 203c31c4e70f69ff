package dev.penstock.activities.budget;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.tokens.OutputLimit;
import dev.penstock.activities.tokens.TokenBound;
import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Computes the most that a request can cost before it is called. */
public final class WorstCase {
    /** Images cost by size, quality and number, each of which a model has its own for. */
    private static final String IMAGES = "/images/generations";

    private final Prices prices;
    private final TokenBound input = new TokenBound();

    public WorstCase(Prices prices) {
        this.prices = prices;
    }

    /** Returns a request's worst case; empty if the price is unknown or nothing limits the cost. */
    public Optional<NanoUsd> of(String url, JsonNode body) {
        String model = model(body);
        OptionalLong output = longestAnswer(url, body);
        // Input tokens are counted last, because counting takes time.
        return output.isEmpty()
                        || !prices.isKnown(model)
                        || UnboundedCost.find(body).isPresent()
                ? Optional.empty()
                : cost(model, body, input.of(model, body), output);
    }

    /**
     * Returns a request's worst case as if each byte of it were a token, which takes no time to count; empty if the price is
     * unknown or nothing limits the cost.
     */
    public Optional<NanoUsd> quickly(String url, JsonNode body) {
        String model = model(body);
        return !prices.isKnown(model) || UnboundedCost.find(body).isPresent()
                ? Optional.empty()
                : cost(model, body, input.quickly(body), longestAnswer(url, body));
    }

    /** Returns the most that a number of calls of a request cost, in US dollars; null if there was none or it is unknown. */
    public @Nullable BigDecimal possibly(String url, JsonNode body, int calls) {
        return calls == 0
                ? null
                : of(url, body)
                        .map(worst -> worst.times(calls).usd().stripTrailingZeros())
                        .orElse(null);
    }

    /**
     * Returns a request's worst case from an estimate of its input, which may be a little too low; empty if the price is
     * unknown or nothing limits the cost.
     *
     * @param inputTokens the estimated input tokens
     */
    public Optional<NanoUsd> roughly(String url, String model, JsonNode body, long inputTokens) {
        return UnboundedCost.find(body).isPresent()
                ? Optional.empty()
                : cost(model, body, inputTokens + inputTokens / 10 + 16, output(url, model, body));
    }

    /** Returns the most tokens that a request's answer may have; empty if nothing limits it. */
    public OptionalLong longestAnswer(String url, JsonNode body) {
        return output(url, model(body), body);
    }

    /** Returns the price of a number of tokens; empty if the price is unknown. */
    public Optional<NanoUsd> of(String model, long inputTokens, long outputTokens) {
        return amount(prices.cost(model, new Usage(inputTokens, 0, outputTokens, 0)));
    }

    /**
     * Returns the worst case of a model-written text of this many tokens as input of the given model; empty if the
     * price is unknown.
     */
    public Optional<NanoUsd> ofText(String model, long tokens) {
        return of(model, tokens * TokenBound.mostPerToken(model), 0);
    }

    /** Returns a sentence that says why a request's worst case is unknown. */
    public static String whyUnknown(String model, JsonNode body, String limits) {
        return UnboundedCost.find(body)
                .map(cause -> cause
                        + " makes the provider charge for more than the request's own tokens, so no budget can be kept:"
                        + " leave it out, or send the request without a budget")
                .orElseGet(() ->
                        "the cost of a call of model '%s' has no upper bound, so no budget can be kept: the model needs a price (prices in penstock.yaml), the request a limit (%s)"
                                .formatted(model, limits));
    }

    private static String model(JsonNode body) {
        return body.path("model").asText("");
    }

    private OptionalLong output(String url, String model, JsonNode body) {
        if (!TokenCount.hasOutput(url)) {
            return OptionalLong.of(0);
        }
        if (url.endsWith(IMAGES)) {
            return OptionalLong.empty();
        }
        OptionalLong limit = OutputLimit.of(url, body);
        if (limit.isPresent()) {
            return limit;
        }
        OptionalLong most = prices.maxOutput(model);
        return most.isPresent()
                ? OptionalLong.of(OutputLimit.times(most.getAsLong(), OutputLimit.answers(url, body)))
                : most;
    }

    private Optional<NanoUsd> cost(String model, JsonNode body, long inputTokens, OptionalLong outputTokens) {
        if (outputTokens.isEmpty()) {
            return Optional.empty();
        }
        Usage most = new Usage(inputTokens, 0, outputTokens.getAsLong(), 0);
        return amount(prices.cost(model, body.path("service_tier").asText(""), most));
    }

    private static Optional<NanoUsd> amount(Optional<BigDecimal> usd) {
        return usd.map(NanoUsd::ofUsd).map(NanoUsd::orZero);
    }
}
