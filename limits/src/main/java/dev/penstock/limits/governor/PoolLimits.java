package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import org.jspecify.annotations.Nullable;

/**
 * The limits that all workers of a pool keep together now.
 *
 * @param concurrency the most calls at once
 */
record PoolLimits(PerMinuteLimits perMinute, int concurrency) {
    /** Returns a fraction of these limits, but enough for one call. */
    PoolLimits times(double factor) {
        return new PoolLimits(perMinute.times(factor), (int) Math.max(1, Math.round(concurrency * factor)));
    }

    /**
     * Returns these limits as a quota.
     *
     * @param further limits of an hour and a day
     */
    PoolQuota quota(@Nullable Integer maxConcurrency, @Nullable Boolean strict, FurtherLimits further) {
        return new PoolQuota(
                perMinute.requests().orNull(),
                perMinute.tokens().orNull(),
                maxConcurrency,
                strict,
                further.withInputOutput(
                        perMinute.inputTokens().orNull(),
                        perMinute.outputTokens().orNull()));
    }

    QuotaLimit of(QuotaDimension dimension) {
        return switch (dimension) {
            case REQUESTS -> perMinute.requests();
            case TOKENS -> perMinute.tokens();
            case INPUT_TOKENS -> perMinute.inputTokens();
            case OUTPUT_TOKENS -> perMinute.outputTokens();
            case CONCURRENCY -> QuotaLimit.atMost(concurrency);
        };
    }
}
