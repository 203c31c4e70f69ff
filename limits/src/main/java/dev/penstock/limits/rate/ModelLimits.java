package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.limits.QuotaLimit;
import org.jspecify.annotations.Nullable;

/**
 * Limits that bind the calls of one model of a pool, besides the limits of the pool.
 *
 * @param requestsPerMinute the most requests of the model in any 60 seconds; 0 admits none, as for {@code tokensPerMinute}
 * @param largestRequest the most tokens that one request may need
 * @param totalLimit how far all calls of the model may go in this process, by limits of an hour or a day; null = no limit
 */
public record ModelLimits(
        QuotaLimit requestsPerMinute,
        QuotaLimit tokensPerMinute,
        QuotaLimit largestRequest,
        @Nullable TotalLimit totalLimit) {
    public ModelLimits(QuotaLimit requestsPerMinute, QuotaLimit tokensPerMinute, QuotaLimit largestRequest) {
        this(requestsPerMinute, tokensPerMinute, largestRequest, null);
    }

    boolean admitNone() {
        return requestsPerMinute.isLessThan(1) || tokensPerMinute.isLessThan(1);
    }
}
