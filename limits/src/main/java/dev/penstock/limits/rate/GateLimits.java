package dev.penstock.limits.rate;

import org.jspecify.annotations.Nullable;

/**
 * What a gate lets through; null = no limit.
 *
 * @param concurrency calls at once; 0 lets nothing out
 * @param strict whether the quotas are spread over the minute; otherwise a minute's worth may go at once
 * @param largestRequest tokens no request may exceed: the whole pool's quota where {@code tokensPerMinute} is a share
 */
public record GateLimits(
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        int concurrency,
        boolean strict,
        @Nullable Long largestRequest) {
    public static final int DEFAULT_CONCURRENCY = 20;
    public static final GateLimits DEFAULT = new GateLimits(null, null, DEFAULT_CONCURRENCY, true);

    public GateLimits {
        checkPositive("requests a minute", requestsPerMinute);
        checkPositive("tokens a minute", tokensPerMinute);
        if (concurrency < 0) {
            throw new IllegalArgumentException("the concurrency cannot be " + concurrency);
        }
    }

    public GateLimits(
            @Nullable Long requestsPerMinute, @Nullable Long tokensPerMinute, int concurrency, boolean strict) {
        this(requestsPerMinute, tokensPerMinute, concurrency, strict, tokensPerMinute);
    }

    private static void checkPositive(String name, @Nullable Long value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, not %d".formatted(name, value));
        }
    }
}
