package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/**
 * A worker's report to the governor of a pool: what it has seen since its last report.
 *
 * @param worker names the process, for as long as it lives
 * @param declared what its configuration says
 * @param announced what the provider's {@code x-ratelimit-limit-*} headers said last
 * @param waiting requests that wait at its rate limiter just now
 * @param inFlight calls under way just now
 * @param requestsPerTask how many requests a task of the pool's queue held on average; 0 = there was none
 * @param blocked what the provider said when it rejected the account (401, 403, no credit); null = it did not
 * @param leaving whether the worker stops, so that its share may go to others at once
 */
public record PoolReport(
        String worker,
        PoolQuota declared,
        @Nullable PoolQuota announced,
        PoolTraffic traffic,
        int waiting,
        int inFlight,
        double requestsPerTask,
        @Nullable String blocked,
        boolean leaving) {}
