package dev.penstock.limits.rate;

import dev.penstock.limits.QuotaLimit;

/**
 * Limits that bind the calls of one model of a pool, besides the limits of the pool.
 *
 * @param requestsPerMinute the most requests of the model in any 60 seconds; 0 admits none, as for {@code tokensPerMinute}
 * @param largestRequest the most tokens that one request may need
 */
public record ModelLimits(QuotaLimit requestsPerMinute, QuotaLimit tokensPerMinute, QuotaLimit largestRequest) {
    boolean admitNone() {
        return requestsPerMinute.isLessThan(1) || tokensPerMinute.isLessThan(1);
    }
}
