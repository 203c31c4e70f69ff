package dev.penstock.service.callers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.budget.BudgetLimits;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an API key; null = unlimited.
 *
 * @param requestsPerMinute HTTP requests to this server, however many LLM requests each contains
 * @param tokensPerMinute tokens of single completions; tokens of batches are governed by their pools
 * @param requestsPerDay as {@code requestsPerMinute}, from midnight to midnight UTC
 * @param tokensPerDay as {@code tokensPerMinute}, from midnight to midnight UTC
 * @param usdPerDay cost of completions and batches in US dollars, from midnight to midnight UTC
 * @param usdPerMonth cost of completions and batches in US dollars, from the first of a month to the next
 * @param storageBytes bytes of all files and batches of the key's tenant
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyLimits(
        @JsonProperty("requests_per_minute") @Nullable Long requestsPerMinute,
        @JsonProperty("tokens_per_minute") @Nullable Long tokensPerMinute,
        @JsonProperty("requests_per_day") @Nullable Long requestsPerDay,
        @JsonProperty("tokens_per_day") @Nullable Long tokensPerDay,
        @JsonProperty("usd_per_day") @Nullable BigDecimal usdPerDay,
        @JsonProperty("usd_per_month") @Nullable BigDecimal usdPerMonth,
        @JsonProperty("storage_bytes") @Nullable Long storageBytes) {
    public static final KeyLimits NONE = new KeyLimits(null, null, null, null);

    public KeyLimits(
            @Nullable Long requestsPerMinute,
            @Nullable Long tokensPerMinute,
            @Nullable Long requestsPerDay,
            @Nullable Long tokensPerDay) {
        this(requestsPerMinute, tokensPerMinute, requestsPerDay, tokensPerDay, null, null, null);
    }

    boolean arePerMinute() {
        return requestsPerMinute != null || tokensPerMinute != null;
    }

    BudgetLimits budget() {
        return new BudgetLimits(usdPerDay, usdPerMonth);
    }
}
