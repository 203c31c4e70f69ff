package dev.penstock.activities.budget;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.prices.TokenDemand;
import dev.penstock.activities.tokens.OutputLimit;
import dev.penstock.activities.tokens.TokenBound;
import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.PrintableText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Computes the most that a request can cost before it is called. */
public final class WorstCase {
    /** Images cost by size, quality and number, each of which a model has its own for. */
    private static final String IMAGES = "/images/generations";

    private static final int NAME_LENGTH = 40;

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

    /**
     * Returns the most that a number of tokens costs as a part of a request, which may be a long one; empty if the price is
     * unknown.
     */
    public Optional<NanoUsd> of(String model, long inputTokens, long outputTokens) {
        return amount(prices.most(model, "", TokenDemand.ofPart(inputTokens, outputTokens)));
    }

    /**
     * Returns the worst case of a model-written text of this many tokens as input of the given model; empty if the
     * price is unknown.
     */
    public Optional<NanoUsd> ofText(String model, long tokens) {
        return of(model, tokens * TokenBound.mostPerToken(model), 0);
    }

    /** Returns a sentence that says why a request's worst case is unknown, whatever the model's price is. */
    public static String whyUnknown(String model, JsonNode body, String limits) {
        return UnboundedCost.find(body)
                .map(WorstCase::chargesForMore)
                .orElseGet(() -> "%s: the request needs a limit (%s), the model a price: if it has none, %s"
                        .formatted(noBound(model), limits, Prices.whatToAdd(model)));
    }

    /**
     * Returns a sentence that says why a request's worst case is unknown, and what to add.
     *
     * @param model the model as it is named to people
     * @param limits the ways to limit the answer
     */
    public String why(String url, String model, JsonNode body, String limits) {
        Optional<String> cause = UnboundedCost.find(body);
        if (cause.isPresent()) {
            return chargesForMore(cause.get());
        }
        List<String> missing = new ArrayList<>();
        if (!prices.isKnown(model)) {
            missing.add("the price of the model is unknown: " + Prices.whatToAdd(model));
        } else if (prices.most(model, tier(body), TokenDemand.ofPart(1, 1)).isEmpty()) {
            missing.add("the model's price in service tier '%s' is unknown: leave service_tier out, or send the request"
                            .formatted(PrintableText.shortened(tier(body), NAME_LENGTH))
                    + " without a budget");
        }
        if (output(url, model, body).isEmpty()) {
            missing.add("the request needs a limit (%s)".formatted(limits));
        }
        return noBound(model) + ": " + String.join("; and ", missing);
    }

    private static String chargesForMore(String cause) {
        return cause
                + " makes the provider charge for more than the request's own tokens, so no budget can be kept:"
                + " leave it out, or send the request without a budget";
    }

    private static String noBound(String model) {
        return "the cost of a call of model '%s' has no upper bound, so no budget can be kept".formatted(model);
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
        TokenDemand demand = new TokenDemand(
                inputTokens, outputTokens.getAsLong(), inputTokens, TokenBound.hasMedia(body), hasLongWrites(body));
        return amount(prices.most(model, tier(body), demand));
    }

    /** Returns whether a request asks for a prompt cache that lasts an hour (Anthropic) or a day (OpenAI). */
    private static boolean hasLongWrites(JsonNode body) {
        return body.has("prompt_cache_retention") || body.findValue("ttl") != null;
    }

    private static String tier(JsonNode body) {
        return body.path("service_tier").asText("");
    }

    private static Optional<NanoUsd> amount(Optional<BigDecimal> usd) {
        return usd.map(NanoUsd::ofUsd).map(NanoUsd::orZero);
    }
}
