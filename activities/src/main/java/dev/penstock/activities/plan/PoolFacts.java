package dev.penstock.activities.plan;

import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.RateLimits;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a pool that planning needs.
 *
 * @param requestsPerMinute null if unknown
 * @param tokensPerMinute null if unknown
 * @param defaultModel model for requests that name none; null if there is none
 */
public record PoolFacts(
        String name,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        int concurrency,
        @Nullable String defaultModel) {
    /** Returns the limits that are known before anything was called. */
    RateLimits limits() {
        return new RateLimits(
                QuotaLimit.ofNullable(requestsPerMinute), QuotaLimit.ofNullable(tokensPerMinute), concurrency, true);
    }
}
