package dev.penstock.simulator.quota;

import java.time.Duration;

/** What the account may use in a minute (0 = no limit), how that is enforced, and how it is announced. */
public record QuotaOptions(
        long requestsPerMinute,
        long tokensPerMinute,
        QuotaStyle style,
        Duration burst,
        boolean headers,
        RetryAfterStyle retryAfter) {
    public static final Duration WINDOW = Duration.ofMinutes(1);
    public static final QuotaOptions NONE =
            new QuotaOptions(0, 0, QuotaStyle.SLIDING, WINDOW, true, RetryAfterStyle.SECONDS);

    public QuotaOptions {
        if (requestsPerMinute < 0 || tokensPerMinute < 0) {
            throw new IllegalArgumentException("a quota cannot be negative (0 means none)");
        }
        if (burst.isNegative() || burst.isZero()) {
            throw new IllegalArgumentException("the burst of a bucket must be longer than nothing");
        }
    }

    public static QuotaOptions perMinute(long requests, long tokens) {
        return new QuotaOptions(requests, tokens, NONE.style(), NONE.burst(), NONE.headers(), NONE.retryAfter());
    }
}
