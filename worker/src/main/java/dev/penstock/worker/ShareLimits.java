package dev.penstock.worker;

import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.limits.rate.GateLimits;
import org.jspecify.annotations.Nullable;

/** What a share of a pool means for the gate. */
final class ShareLimits {
    /** Of the quota, for processes that have no share: what the governor always keeps back. */
    private static final long TRICKLE = 100;

    private ShareLimits() {}

    static GateLimits of(PoolShare share) {
        return new GateLimits(
                share.requestsPerMinute(),
                share.tokensPerMinute(),
                share.concurrency(),
                share.strict(),
                share.largestRequest());
    }

    /** So that a first request need not wait for a report. */
    static GateLimits trickle(PoolShare last) {
        return new GateLimits(
                trickle(last.requestsPerMinute()), last.tokensPerMinute(), 1, last.strict(), last.largestRequest());
    }

    /** Nobody goes; the rest stays, for the window to know. */
    static GateLimits nothing(GateLimits now) {
        return new GateLimits(now.requestsPerMinute(), now.tokensPerMinute(), 0, now.strict(), now.largestRequest());
    }

    private static @Nullable Long trickle(@Nullable Long quota) {
        return quota == null ? null : (Long) Math.max(1, quota / TRICKLE);
    }
}
