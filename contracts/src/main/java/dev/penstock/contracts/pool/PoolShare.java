package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker's share of a pool's quota, until its next report.
 *
 * @param reason why the share is less than everything, for people; null when the pool is open
 * @param requestsPerMinute null = no limit; shares of all workers add up to the pool's quota
 * @param concurrency calls at once; 0 = none
 * @param calls how many calls may begin in all until the next report; null = no limit, 1 = the worker makes the probing call
 * @param largestRequest the most tokens that a request may have: the whole pool's tokens per minute
 * @param workers how many workers have a share
 * @param models the worker's shares of limits that bind one model only; a model without one keeps to the pool's
 * @param totalLimit how far the worker may go with limits of an hour or a day; null = there are none
 * @param reportInMillis the milliseconds within which the worker should report again
 * @param inputOutput the worker's share of limits of input tokens and of output tokens; null = there are none
 */
public record PoolShare(
        PoolState state,
        @Nullable String reason,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        int concurrency,
        boolean strict,
        @Nullable Integer calls,
        @Nullable Long largestRequest,
        int workers,
        long reportInMillis,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ModelShare> models,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TotalLimit totalLimit,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable InputOutputShare inputOutput) {
    public PoolShare {
        // Governors of earlier versions tell no models apart.
        models = models == null ? List.of() : models;
    }

    /** Creates a share of limits of requests and of all tokens per minute. */
    public PoolShare(
            PoolState state,
            @Nullable String reason,
            @Nullable Long requestsPerMinute,
            @Nullable Long tokensPerMinute,
            int concurrency,
            boolean strict,
            @Nullable Integer calls,
            @Nullable Long largestRequest,
            int workers,
            long reportInMillis,
            List<ModelShare> models) {
        this(
                state,
                reason,
                requestsPerMinute,
                tokensPerMinute,
                concurrency,
                strict,
                calls,
                largestRequest,
                workers,
                reportInMillis,
                models,
                null,
                null);
    }
}
