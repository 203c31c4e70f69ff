package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a {@link RateLimiter} keeps.
 *
 * @param perMinute the most requests and tokens in any 60 seconds, each at least 1
 * @param concurrency the most calls under way at once; 0 admits none
 * @param strict whether the quotas are spread evenly over the minute; otherwise a minute's worth may go at once
 * @param largestRequest the most tokens that one request may need: the quota of the whole pool where
 *     {@code perMinute} is one worker's share of it
 * @param models the limits that bind one model only; the calls of all models keep to the others
 * @param totalLimit how far all calls of the process may go, by limits of an hour or a day; null = no limit
 */
public record RateLimits(
        PerMinuteLimits perMinute,
        int concurrency,
        boolean strict,
        LargestRequest largestRequest,
        Map<String, ModelLimits> models,
        @Nullable TotalLimit totalLimit) {
    public static final int DEFAULT_CONCURRENCY = 20;
    public static final RateLimits DEFAULT = new RateLimits(PerMinuteLimits.NONE, DEFAULT_CONCURRENCY, true);

    public RateLimits {
        models = Map.copyOf(models);
        checkPositive("requests a minute", perMinute.requests());
        checkPositive("tokens a minute", perMinute.tokens());
        checkPositive("input tokens a minute", perMinute.inputTokens());
        checkPositive("output tokens a minute", perMinute.outputTokens());
        if (concurrency < 0) {
            throw new IllegalArgumentException("the concurrency must not be negative, but is " + concurrency);
        }
    }

    public RateLimits(
            QuotaLimit requestsPerMinute,
            QuotaLimit tokensPerMinute,
            int concurrency,
            boolean strict,
            QuotaLimit largestRequest) {
        this(requestsPerMinute, tokensPerMinute, concurrency, strict, largestRequest, Map.of());
    }

    public RateLimits(
            QuotaLimit requestsPerMinute,
            QuotaLimit tokensPerMinute,
            int concurrency,
            boolean strict,
            QuotaLimit largestRequest,
            Map<String, ModelLimits> models) {
        this(
                PerMinuteLimits.of(requestsPerMinute, tokensPerMinute),
                concurrency,
                strict,
                LargestRequest.of(largestRequest),
                models,
                null);
    }

    /** Creates limits of a pool that is used by this process alone. */
    public RateLimits(PerMinuteLimits perMinute, int concurrency, boolean strict) {
        this(perMinute, concurrency, strict, LargestRequest.of(perMinute), Map.of(), null);
    }

    public RateLimits(QuotaLimit requestsPerMinute, QuotaLimit tokensPerMinute, int concurrency, boolean strict) {
        this(requestsPerMinute, tokensPerMinute, concurrency, strict, tokensPerMinute);
    }

    /** Returns limits that admit this number of calls at once, as fast as they end. */
    public static RateLimits ofConcurrency(int concurrency) {
        return new RateLimits(PerMinuteLimits.NONE, concurrency, true);
    }

    public QuotaLimit requestsPerMinute() {
        return perMinute.requests();
    }

    /** Returns the most tokens of both kinds together in any 60 seconds. */
    public QuotaLimit tokensPerMinute() {
        return perMinute.tokens();
    }

    /** Returns whether any limit on calls of a model is one of tokens, so that it matters how many a call needs. */
    public boolean limitTokens(String model) {
        ModelLimits own = models.get(model);
        return perMinute.limitTokens()
                || (own != null && own.perMinute().limitTokens())
                || (totalLimit != null && totalLimit.tokens() != null)
                || (own != null && own.totalLimit() != null && own.totalLimit().tokens() != null);
    }

    /** Returns the limits on calls of these models together, if each call may be of any: the pool's, or stricter ones of a model. */
    public RateLimits ofModels(Collection<String> names) {
        PerMinuteLimits strictest = perMinute;
        for (String name : names) {
            ModelLimits own = models.get(name);
            if (own != null) {
                strictest = strictest.orLess(own.perMinute()).times(1);
            }
        }
        return with(strictest);
    }

    public RateLimits withConcurrency(int newConcurrency) {
        return new RateLimits(perMinute, newConcurrency, strict, largestRequest, models, totalLimit);
    }

    public RateLimits withRequestsPerMinute(QuotaLimit newRequestsPerMinute) {
        return with(perMinute.withRequests(newRequestsPerMinute));
    }

    public RateLimits withModels(Map<String, ModelLimits> newModels) {
        return new RateLimits(perMinute, concurrency, strict, largestRequest, newModels, totalLimit);
    }

    private RateLimits with(PerMinuteLimits newPerMinute) {
        return new RateLimits(newPerMinute, concurrency, strict, largestRequest, models, totalLimit);
    }

    private static void checkPositive(String name, QuotaLimit limit) {
        if (limit.isLessThan(1)) {
            throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(name, limit.orNull()));
        }
    }
}
