package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A worker's share of the limits that the provider announced for one model of a pool, until its next report.
 *
 * @param requestsPerMinute null = no limit, 0 = none for now; shares of all workers add up to the model's limit
 * @param largestRequest the most tokens that a request may have: the model's whole limit of tokens per minute
 * @param totalLimit how far the worker may go with the model's limits of an hour or a day; null = there are none
 * @param inputOutput the worker's share of the model's limits of input tokens and of output tokens; null = there are none
 */
public record ModelShare(
        String model,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long requestsPerMinute,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long tokensPerMinute,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long largestRequest,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TotalLimit totalLimit,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable InputOutputShare inputOutput) {
    /** Creates a share of limits of requests and of all tokens per minute. */
    public ModelShare(
            String model,
            @Nullable Long requestsPerMinute,
            @Nullable Long tokensPerMinute,
            @Nullable Long largestRequest) {
        this(model, requestsPerMinute, tokensPerMinute, largestRequest, null, null);
    }
}
