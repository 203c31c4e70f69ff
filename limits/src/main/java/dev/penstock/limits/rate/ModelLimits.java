package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import org.jspecify.annotations.Nullable;

/**
 * Limits that bind the calls of one model of a pool, besides the limits of the pool.
 *
 * @param largestRequest the most tokens that one request may need
 * @param totalLimit how far all calls of the model may go in this process, by limits of an hour or a day; null = no limit
 */
public record ModelLimits(
        PerMinuteLimits perMinute,
        LargestRequest largestRequest,
        @Nullable TotalLimit totalLimit) {
    public ModelLimits(QuotaLimit requestsPerMinute, QuotaLimit tokensPerMinute, QuotaLimit largestRequest) {
        this(PerMinuteLimits.of(requestsPerMinute, tokensPerMinute), LargestRequest.of(largestRequest), null);
    }

    boolean admitNone() {
        return perMinute.admitNone();
    }
}
