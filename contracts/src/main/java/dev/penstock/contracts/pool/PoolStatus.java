package dev.penstock.contracts.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a pool is doing.
 *
 * @param since when it came into this state, in milliseconds since 1970 like all times here
 * @param quota what is kept to just now, from whatever source
 * @param source where the rate comes from
 * @param samples oldest first, of the last minutes
 */
public record PoolStatus(
        String name,
        PoolState state,
        @Nullable String reason,
        long since,
        PoolQuota quota,
        Source source,
        List<Worker> workers,
        List<Sample> samples) {
    /** Where a pool's rate comes from, the first that is there. */
    public enum Source {
        /** By an operator, while it runs. */
        SET,
        DECLARED,
        /** In the provider's headers. */
        ANNOUNCED,
        /** From answers 429. */
        LEARNT,
        /** No limit is known; concurrency alone governs. */
        UNKNOWN
    }

    /**
     * A worker, its share, and what it did with it by its last report.
     *
     * @param declared what its configuration says of the pool; null = not known, from a governor of an older version
     */
    public record Worker(
            String name,
            @Nullable Long requestsPerMinute,
            @Nullable Long tokensPerMinute,
            int concurrency,
            int inFlight,
            int waiting,
            long lastReport,
            @Nullable PoolQuota declared) {}

    /**
     * What happened in some seconds.
     *
     * @param requestsPerMinute the limit at the time; null = none
     */
    public record Sample(
            long at,
            long millis,
            long calls,
            long tokens,
            long throttled,
            long faults,
            @Nullable Long requestsPerMinute,
            @Nullable Long tokensPerMinute,
            int concurrency,
            PoolState state) {}
}
