package dev.penstock.activities.plan;

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
        @Nullable String defaultModel) {}
