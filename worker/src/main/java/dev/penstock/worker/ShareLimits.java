package dev.penstock.worker;

import dev.penstock.contracts.pool.ModelShare;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.ModelLimits;
import dev.penstock.limits.rate.RateLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Translates a worker's share of a pool's quota into limits of its rate limiter. */
final class ShareLimits {
    /** The divisor of the quota that gives the governor's reserve for workers without a share: a hundredth of the quota. */
    private static final long TRICKLE = 100;

    private ShareLimits() {}

    static RateLimits of(PoolShare share) {
        return new RateLimits(
                QuotaLimit.ofNullable(share.requestsPerMinute()),
                QuotaLimit.ofNullable(share.tokensPerMinute()),
                share.concurrency(),
                share.strict(),
                QuotaLimit.ofNullable(share.largestRequest()),
                share.models().stream().collect(Collectors.toMap(ModelShare::model, ShareLimits::of)),
                share.totalLimit());
    }

    private static ModelLimits of(ModelShare share) {
        return new ModelLimits(
                QuotaLimit.ofNullable(share.requestsPerMinute()),
                QuotaLimit.ofNullable(share.tokensPerMinute()),
                QuotaLimit.ofNullable(share.largestRequest()),
                share.totalLimit());
    }

    /** Returns the total number of calls that may start until the next report. */
    static QuotaLimit callsOf(PoolShare share) {
        Integer calls = share.calls();
        return calls == null ? QuotaLimit.UNLIMITED : QuotaLimit.atMost(calls);
    }

    /** Returns limits in which an announced quota stands where no limit is known. */
    static RateLimits filled(RateLimits now, PoolQuota announced) {
        QuotaLimit tokens = QuotaLimit.ofNullable(announced.tokensPerMinute());
        boolean isUnknown = now.tokensPerMinute().isUnlimited();
        return new RateLimits(
                now.requestsPerMinute().isUnlimited()
                        ? QuotaLimit.ofNullable(announced.requestsPerMinute())
                        : now.requestsPerMinute(),
                isUnknown ? tokens : now.tokensPerMinute(),
                now.concurrency(),
                now.strict(),
                isUnknown ? tokens : now.largestRequest(),
                now.models(),
                now.totalLimit());
    }

    /** Returns limits in which a model's announced quota stands where the model has no limits of its own. */
    static RateLimits filled(RateLimits now, String model, PoolQuota announced) {
        QuotaLimit tokens = QuotaLimit.ofNullable(announced.tokensPerMinute());
        Map<String, ModelLimits> models = new HashMap<>(now.models());
        models.putIfAbsent(
                model, new ModelLimits(QuotaLimit.ofNullable(announced.requestsPerMinute()), tokens, tokens));
        return now.withModels(models);
    }

    /** Returns limits for a worker that gave its share back: enough that a first request need not wait for a report. */
    static RateLimits trickle(PoolShare last) {
        RateLimits before = of(last);
        return before.withConcurrency(1).withRequestsPerMinute(trickle(before.requestsPerMinute()));
    }

    /** Returns limits that admit no call and keep the rates, so that the last minute's calls still count. */
    static RateLimits nothing(RateLimits now) {
        return now.withConcurrency(0);
    }

    private static QuotaLimit trickle(QuotaLimit quota) {
        return quota instanceof QuotaLimit.AtMost(long most) ? QuotaLimit.atMost(Math.max(1, most / TRICKLE)) : quota;
    }
}
