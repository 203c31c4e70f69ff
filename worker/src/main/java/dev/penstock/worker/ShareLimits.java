package dev.penstock.worker;

import dev.penstock.contracts.pool.InputOutputShare;
import dev.penstock.contracts.pool.ModelShare;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.LargestRequest;
import dev.penstock.limits.rate.ModelLimits;
import dev.penstock.limits.rate.RateLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Translates a worker's share of a pool's quota into limits of its rate limiter. */
final class ShareLimits {
    /** The divisor of the quota that gives the governor's reserve for workers without a share: a hundredth of the quota. */
    private static final long TRICKLE = 100;

    private ShareLimits() {}

    static RateLimits of(PoolShare share) {
        InputOutputShare byKind = InputOutputShare.ofNullable(share.inputOutput());
        return new RateLimits(
                perMinute(share.requestsPerMinute(), share.tokensPerMinute(), byKind),
                share.concurrency(),
                share.strict(),
                largest(share.largestRequest(), byKind),
                share.models().stream().collect(Collectors.toMap(ModelShare::model, ShareLimits::of)),
                share.totalLimit());
    }

    private static ModelLimits of(ModelShare share) {
        InputOutputShare byKind = InputOutputShare.ofNullable(share.inputOutput());
        return new ModelLimits(
                perMinute(share.requestsPerMinute(), share.tokensPerMinute(), byKind),
                largest(share.largestRequest(), byKind),
                share.totalLimit());
    }

    private static PerMinuteLimits perMinute(@Nullable Long requests, @Nullable Long tokens, InputOutputShare byKind) {
        return new PerMinuteLimits(
                QuotaLimit.ofNullable(requests),
                QuotaLimit.ofNullable(tokens),
                QuotaLimit.ofNullable(byKind.inputTokensPerMinute()),
                QuotaLimit.ofNullable(byKind.outputTokensPerMinute()));
    }

    private static LargestRequest largest(@Nullable Long tokens, InputOutputShare byKind) {
        return new LargestRequest(QuotaLimit.ofNullable(tokens), QuotaLimit.ofNullable(byKind.largestInput()));
    }

    /** Returns the total number of calls that may start until the next report. */
    static QuotaLimit callsOf(PoolShare share) {
        Integer calls = share.calls();
        return calls == null ? QuotaLimit.UNLIMITED : QuotaLimit.atMost(calls);
    }

    /** Returns limits in which an announced quota stands where no limit is known. */
    static RateLimits filled(RateLimits now, PoolQuota announced) {
        PerMinuteLimits filled = now.perMinute().orElse(PerMinuteLimits.of(announced));
        return new RateLimits(
                filled,
                now.concurrency(),
                now.strict(),
                new LargestRequest(
                        now.perMinute().tokens().isUnlimited()
                                ? filled.tokens()
                                : now.largestRequest().tokens(),
                        now.perMinute().inputTokens().isUnlimited()
                                ? filled.inputTokens()
                                : now.largestRequest().inputTokens()),
                now.models(),
                now.totalLimit());
    }

    /** Returns limits in which a model's announced quota stands where the model has no limits of its own. */
    static RateLimits filled(RateLimits now, String model, PoolQuota announced) {
        PerMinuteLimits perMinute = PerMinuteLimits.of(announced);
        Map<String, ModelLimits> models = new HashMap<>(now.models());
        models.putIfAbsent(model, new ModelLimits(perMinute, LargestRequest.of(perMinute), null));
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
