package dev.penstock.starter.api.callers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked with a key; null = as much as one likes.
 *
 * @param requestsPerMinute HTTP requests to this server, however many LLM requests are in one
 * @param tokensPerMinute used by single completions; what batches use is governed by their pools
 * @param requestsPerDay as {@code requestsPerMinute}, from midnight to midnight UTC
 * @param tokensPerDay as {@code tokensPerMinute}, from midnight to midnight UTC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyLimits(
        @JsonProperty("requests_per_minute") @Nullable Long requestsPerMinute,
        @JsonProperty("tokens_per_minute") @Nullable Long tokensPerMinute,
        @JsonProperty("requests_per_day") @Nullable Long requestsPerDay,
        @JsonProperty("tokens_per_day") @Nullable Long tokensPerDay) {
    public static final KeyLimits NONE = new KeyLimits(null, null, null, null);
}
