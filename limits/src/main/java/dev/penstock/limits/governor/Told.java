package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolStatus.Source;
import org.jspecify.annotations.Nullable;

/** Quotas that somebody named: an operator before a worker's configuration before the provider's headers. */
final class Told {
    private PoolQuota set;
    private PoolQuota declared;
    private PoolQuota announced;

    Told(PoolMemory.Told memory) {
        set = memory.set();
        declared = memory.declared();
        announced = memory.announced();
    }

    static PoolMemory.Told nothing() {
        return new PoolMemory.Told(PoolQuota.NOT_SAID, PoolQuota.NOT_SAID, PoolQuota.NOT_SAID);
    }

    /**
     * Of what the provider announces, the newest holds.
     *
     * @param declaredByAll by the workers that are there, with the one that reports
     */
    void heard(PoolReport report, PoolQuota declaredByAll) {
        declared = declaredByAll;
        PoolQuota seen = report.announced();
        boolean isFresh = report.traffic().answered() + report.traffic().throttled() > 0;
        if (seen != null && (isFresh || announced.equals(PoolQuota.NOT_SAID))) {
            announced = seen;
        }
    }

    /** What is not said stays; nothing said at all takes everything back. */
    void set(PoolQuota quota) {
        set = quota.equals(PoolQuota.NOT_SAID) ? quota : quota.or(set);
    }

    @Nullable
    Long requestsPerMinute() {
        return all().requestsPerMinute();
    }

    @Nullable
    Long tokensPerMinute() {
        return all().tokensPerMinute();
    }

    @Nullable
    Integer maxConcurrency() {
        return all().maxConcurrency();
    }

    boolean strict() {
        Boolean strict = all().strict();
        return strict == null || strict;
    }

    /** Where the rate comes from that was named. */
    Source source() {
        if (hasRate(set)) {
            return Source.SET;
        }
        if (hasRate(declared)) {
            return Source.DECLARED;
        }
        return hasRate(announced) ? Source.ANNOUNCED : Source.UNKNOWN;
    }

    PoolMemory.Told memory() {
        return new PoolMemory.Told(set, declared, announced);
    }

    private PoolQuota all() {
        return set.or(declared).or(announced);
    }

    private static boolean hasRate(PoolQuota quota) {
        return quota.requestsPerMinute() != null || quota.tokensPerMinute() != null;
    }
}
