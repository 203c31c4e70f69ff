package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.penstock.activities.usage.ResultUsage;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.IncompleteAnswers;
import dev.penstock.contracts.Receipt;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sum of usage, printed by {@code penstock usage --json}.
 *
 * @param by the common values by dimension; empty for the total
 * @param inputTokens of these {@code cachedTokens} at the cached price; {@code reasoningTokens} are part of the output
 * @param costUsd null = the price of some answers is unknown
 * @param knownCostUsd the cost of all answers whose price is known
 * @param unpriced the number of answers whose price is unknown
 * @param possiblyPaid calls of single completions without an answer, which may have been paid for
 * @param possiblyUsd the most that calls without an answer may have cost in addition
 * @param fromCache requests that were given a kept answer, at no cost
 * @param incomplete requests whose answer lacks something
 * @param duplicates requests that were given another request's result, at no cost
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
        @JsonProperty("possibly_paid") long possiblyPaid,
        @JsonProperty("possibly_cost_usd") BigDecimal possiblyUsd,
        @JsonProperty("from_cache") long fromCache,
        long duplicates,
        IncompleteAnswers incomplete) {
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
                used.possiblyPaid(),
                Cost.usd(receipt.cost().possiblyNanoUsd()),
                receipt.counts().cached(),
                receipt.counts().duplicates(),
                receipt.counts().incompleteAnswers());
    }
}
