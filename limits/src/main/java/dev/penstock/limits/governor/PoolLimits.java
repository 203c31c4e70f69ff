package dev.penstock.limits.governor;

import dev.penstock.limits.QuotaLimit;

/**
 * The limits that all workers of a pool keep together now.
 *
 * @param concurrency the most calls at once
 */
record PoolLimits(QuotaLimit requestsPerMinute, QuotaLimit tokensPerMinute, int concurrency) {
    /** Returns a fraction of these limits, but enough for one call. */
    PoolLimits times(double factor) {
        return new PoolLimits(requestsPerMinute.times(factor), tokensPerMinute.times(factor), (int)
                Math.max(1, Math.round(concurrency * factor)));
    }

    QuotaLimit of(QuotaDimension dimension) {
        return switch (dimension) {
            case REQUESTS -> requestsPerMinute;
            case TOKENS -> tokensPerMinute;
            case CONCURRENCY -> QuotaLimit.atMost(concurrency);
        };
    }
}
