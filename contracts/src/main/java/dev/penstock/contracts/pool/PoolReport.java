package dev.penstock.contracts.pool;

import org.jspecify.annotations.Nullable;

/**
 * What one worker has seen of a pool since its last report.
 *
 * @param worker names the process, for as long as it lives
 * @param declared what its configuration says
 * @param announced what the provider's {@code x-ratelimit-limit-*} headers said last
 * @param waiting requests at its gate, and {@code inFlight} those being called, just now
 * @param requestsPerTask how many requests a task of the pool's queue held on average; 0 = there was none
 * @param blocked what the provider said when it turned the account away (401, 403, no credit)
 * @param leaving it stops, and its share may go to others at once
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
