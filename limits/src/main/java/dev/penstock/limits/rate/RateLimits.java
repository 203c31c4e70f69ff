package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.limits.QuotaLimit;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a {@link RateLimiter} keeps.
 *
 * @param requestsPerMinute the most requests in any 60 seconds, at least 1
 * @param tokensPerMinute the most tokens in any 60 seconds, at least 1
 * @param concurrency the most calls under way at once; 0 admits none
 * @param strict whether the quotas are spread evenly over the minute; otherwise a minute's worth may go at once
 * @param largestRequest the most tokens that one request may need: the quota of the whole pool where
 *     {@code tokensPerMinute} is one worker's share of it
 * @param models the limits that bind one model only; the calls of all models keep to the others
 * @param totalLimit how far all calls of the process may go, by limits of an hour or a day; null = no limit
 */
public record RateLimits(
        QuotaLimit requestsPerMinute,
        QuotaLimit tokensPerMinute,
        int concurrency,
        boolean strict,
        QuotaLimit largestRequest,
        Map<String, ModelLimits> models,
        @Nullable TotalLimit totalLimit) {
    public static final int DEFAULT_CONCURRENCY = 20;
    public static final RateLimits DEFAULT =
            new RateLimits(QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED, DEFAULT_CONCURRENCY, true);

    public RateLimits {
        models = Map.copyOf(models);
        checkPositive("requests a minute", requestsPerMinute);
        checkPositive("tokens a minute", tokensPerMinute);
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
        this(requestsPerMinute, tokensPerMinute, concurrency, strict, largestRequest, models, null);
    }

    public RateLimits(QuotaLimit requestsPerMinute, QuotaLimit tokensPerMinute, int concurrency, boolean strict) {
        this(requestsPerMinute, tokensPerMinute, concurrency, strict, tokensPerMinute);
    }

    /** Returns limits that admit this number of calls at once, as fast as they end. */
    public static RateLimits ofConcurrency(int concurrency) {
        return new RateLimits(QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED, concurrency, true);
    }

    /** Returns the limit of tokens per minute on calls of a model, be it the pool's or the model's own. */
    public QuotaLimit tokensPerMinute(String model) {
        ModelLimits own = models.get(model);
        return own == null ? tokensPerMinute : tokensPerMinute.orLess(own.tokensPerMinute());
    }

    /** Returns whether any limit on calls of a model is one of tokens, so that it matters how many a call needs. */
    public boolean limitTokens(String model) {
        ModelLimits own = models.get(model);
        return !tokensPerMinute(model).isUnlimited()
                || (totalLimit != null && totalLimit.tokens() != null)
                || (own != null && own.totalLimit() != null && own.totalLimit().tokens() != null);
    }

    /** Returns the limits on calls of these models together, if each call may be of any: the pool's, or stricter ones of a model. */
    public RateLimits ofModels(Collection<String> names) {
        QuotaLimit requests = requestsPerMinute;
        QuotaLimit tokens = tokensPerMinute;
        for (String name : names) {
            ModelLimits own = models.get(name);
            if (own != null) {
                requests = requests.orLess(own.requestsPerMinute()).times(1);
                tokens = tokens.orLess(own.tokensPerMinute()).times(1);
            }
        }
        return new RateLimits(requests, tokens, concurrency, strict, largestRequest, models, totalLimit);
    }

    public RateLimits withConcurrency(int newConcurrency) {
        return new RateLimits(
                requestsPerMinute, tokensPerMinute, newConcurrency, strict, largestRequest, models, totalLimit);
    }

    public RateLimits withRequestsPerMinute(QuotaLimit newRequestsPerMinute) {
        return new RateLimits(
                newRequestsPerMinute, tokensPerMinute, concurrency, strict, largestRequest, models, totalLimit);
    }

    public RateLimits withModels(Map<String, ModelLimits> newModels) {
        return new RateLimits(
                requestsPerMinute, tokensPerMinute, concurrency, strict, largestRequest, newModels, totalLimit);
    }

    private static void checkPositive(String name, QuotaLimit limit) {
        if (limit.isLessThan(1)) {
            throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(name, limit.orNull()));
        }
    }
}
