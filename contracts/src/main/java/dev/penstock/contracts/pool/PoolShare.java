package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/**
 * A worker's share of a pool's quota, until its next report.
 *
 * @param reason why it is less than everything, for people; null when the pool is open
 * @param requestsPerMinute null = no limit; shares of all workers add up to the pool's quota
 * @param concurrency calls at once; 0 = none
 * @param calls how many calls it may begin in all until its next report; null = no limit, 1 = it is the probe
 * @param largestRequest tokens no request may exceed: the whole pool's tokens per minute
 * @param workers how many have a share
 * @param reportInMillis when it should report again, at the latest
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
        long reportInMillis) {}
