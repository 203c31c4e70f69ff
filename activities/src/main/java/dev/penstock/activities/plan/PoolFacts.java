package dev.penstock.activities.plan;

import org.jspecify.annotations.Nullable;

/**
 * What planning needs to know of a pool.
 *
 * @param requestsPerMinute null = not known
 * @param tokensPerMinute null = not known
 * @param defaultModel for requests that name none
 */
public record PoolFacts(
        String name,
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        int concurrency,
        @Nullable String defaultModel) {}
