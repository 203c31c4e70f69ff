package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolStatus.Source;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import java.util.OptionalInt;

/**
 * The quotas that were named for a pool. An operator's quota precedes the quotas in the workers' configuration, and these
 * precede the quotas in the provider's headers.
 */
final class QuotaSources {
    private PoolQuota set;
    private PoolQuota declared;
    private PoolQuota announced;

    QuotaSources(PoolMemory.NamedQuotas memory) {
        set = memory.set();
        declared = memory.declared();
        announced = memory.announced();
    }

    static PoolMemory.NamedQuotas nothingNamed() {
        return new PoolMemory.NamedQuotas(PoolQuota.UNKNOWN, PoolQuota.UNKNOWN, PoolQuota.UNKNOWN);
    }

    /**
     * Notes the quotas of a report; of the provider's announcements, the newest holds.
     *
     * @param declaredByAll the least quota that the workers declare, including the reporting worker
     */
    void record(PoolReport report, PoolQuota declaredByAll) {
        declared = declaredByAll;
        PoolQuota seen = report.announced();
        boolean isFresh = report.traffic().answered() + report.traffic().throttled() > 0;
        if (seen != null && (isFresh || announced.equals(PoolQuota.UNKNOWN))) {
            announced = seen;
        }
    }

    /** Forgets what the provider announced, because it binds other calls from now on. */
    void forgetAnnounced() {
        announced = PoolQuota.UNKNOWN;
    }

    /** Sets an operator's quota: missing values stay as they are, and a quota without any value withdraws all of them. */
    void set(PoolQuota quota) {
        set = quota.equals(PoolQuota.UNKNOWN) ? quota : quota.or(set);
    }

    PerMinuteLimits perMinute() {
        return PerMinuteLimits.of(all());
    }

    /** Returns the named limit on calls at once; empty if none was named. */
    OptionalInt maxConcurrency() {
        Integer named = all().maxConcurrency();
        return named == null ? OptionalInt.empty() : OptionalInt.of(named);
    }

    /** Returns the limits that only some providers have. */
    FurtherLimits further() {
        return all().furtherOrNone();
    }

    /** Returns the limits that only some providers have, without those that the provider announced. */
    FurtherLimits furtherNamed() {
        return set.or(declared).furtherOrNone();
    }

    /** Returns the most tokens that a request may have: the least limit of tokens, of whatever time. */
    QuotaLimit largestRequest() {
        return perMinute()
                .tokens()
                .orLess(QuotaLimit.ofNullable(further().tokensPerHour()))
                .orLess(QuotaLimit.ofNullable(further().tokensPerDay()));
    }

    /** Returns whether the quota is spread over the minute, which is so unless a source says otherwise. */
    boolean strict() {
        Boolean strict = all().strict();
        return strict == null || strict;
    }

    /** Returns the source of the rate. */
    Source source() {
        if (hasRate(set)) {
            return Source.SET;
        }
        if (hasRate(declared)) {
            return Source.DECLARED;
        }
        return hasRate(announced) ? Source.ANNOUNCED : Source.UNKNOWN;
    }

    PoolMemory.NamedQuotas memory() {
        return new PoolMemory.NamedQuotas(set, declared, announced);
    }

    private PoolQuota all() {
        return set.or(declared).or(announced);
    }

    private static boolean hasRate(PoolQuota quota) {
        return !PerMinuteLimits.of(quota).areUnlimited();
    }
}
