package dev.penstock.simulator.quota;

import java.time.Duration;

/**
 * The quota of the provider account, and how the quota is enforced and announced.
 *
 * @param requestsPerMinute 0 = unlimited
 * @param tokensPerMinute 0 = unlimited
 * @param inputTokensPerMinute as {@code outputTokensPerMinute}: of one kind only, as at Anthropic; 0 = unlimited
 * @param burst how much of the quota a full bucket holds, as a time
 * @param headers whether responses announce the quota in {@code x-ratelimit-*} headers
 */
public record QuotaOptions(
        long requestsPerMinute,
        long tokensPerMinute,
        long inputTokensPerMinute,
        long outputTokensPerMinute,
        QuotaStyle style,
        Duration burst,
        boolean headers,
        RetryAfterStyle retryAfter) {
    public static final Duration WINDOW = Duration.ofMinutes(1);
    public static final QuotaOptions NONE =
            new QuotaOptions(0, 0, 0, 0, QuotaStyle.SLIDING, WINDOW, true, RetryAfterStyle.SECONDS);

    public QuotaOptions {
        if (requestsPerMinute < 0 || tokensPerMinute < 0 || inputTokensPerMinute < 0 || outputTokensPerMinute < 0) {
            throw new IllegalArgumentException("a quota cannot be negative (0 means unlimited)");
        }
        if (burst.isNegative() || burst.isZero()) {
            throw new IllegalArgumentException("the burst of a bucket must be longer than zero");
        }
    }

    public static QuotaOptions perMinute(long requests, long tokens) {
        return new QuotaOptions(requests, tokens, 0, 0, NONE.style(), NONE.burst(), NONE.headers(), NONE.retryAfter());
    }

    /** Returns a quota of tokens only that is enforced like this one. */
    QuotaOptions ofTokens(long perMinute) {
        return new QuotaOptions(0, perMinute, 0, 0, style, burst, headers, retryAfter);
    }
}
