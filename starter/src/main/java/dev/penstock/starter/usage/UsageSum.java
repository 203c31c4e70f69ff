package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.penstock.activities.usage.ResultUsage;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Receipt;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was used by those who have something in common; what {@code penstock usage --json} prints.
 *
 * @param by what they have in common, by dimension; empty for the total
 * @param inputTokens of these {@code cachedTokens} at the cached price; {@code reasoningTokens} are part of the output
 * @param costUsd null = the price of some answers is unknown
 * @param knownCostUsd of all answers whose price is known
 * @param unpriced answers whose price is unknown
 * @param possiblyUsd the most that calls may have cost besides of which no answer came
 * @param fromCache requests that were given a kept answer, for nothing
 * @param duplicates requests that were given another's result, for nothing
 */
@JsonPropertyOrder({"by", "requests", "answered", "dead_letters"})
public record UsageSum(
        Map<String, String> by,
        long requests,
        long answered,
        @JsonProperty("dead_letters") long deadLetters,
        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("cached_tokens") long cachedTokens,
        @JsonProperty("output_tokens") long outputTokens,
        @JsonProperty("reasoning_tokens") long reasoningTokens,
        @JsonProperty("cost_usd") @Nullable BigDecimal costUsd,
        @JsonProperty("known_cost_usd") BigDecimal knownCostUsd,
        long unpriced,
        @JsonProperty("possibly_paid_twice") long possiblyPaidTwice,
        @JsonProperty("possibly_cost_usd") BigDecimal possiblyUsd,
        @JsonProperty("from_cache") long fromCache,
        long duplicates) {
    static UsageSum of(Map<String, String> by, ResultUsage used) {
        Receipt receipt = used.receipt();
        return new UsageSum(
                by,
                receipt.counts().done(),
                receipt.counts().completed(),
                receipt.counts().failed(),
                receipt.usage().input(),
                receipt.usage().cached(),
                receipt.usage().output(),
                receipt.usage().reasoning(),
                receipt.cost().usd().map(Cost::plain).orElse(null),
                Cost.usd(receipt.cost().nanoUsd()),
                receipt.cost().unpriced(),
                receipt.counts().possiblyPaidTwice(),
                Cost.usd(receipt.cost().possiblyNanoUsd()),
                receipt.counts().cached(),
                receipt.counts().duplicates());
    }
}
