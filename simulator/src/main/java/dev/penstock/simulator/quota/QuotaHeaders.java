package dev.penstock.simulator.quota;

import dev.penstock.simulator.quota.QuotaLevel.Remaining;
import dev.penstock.simulator.time.GoDuration;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Writes quotas and waiting times into response headers as OpenAI does. */
public final class QuotaHeaders {
    private QuotaHeaders() {}

    public static void announce(QuotaLevel level, Map<String, String> headers) {
        announce("requests", level.requests(), headers);
        announce("tokens", level.tokens(), headers);
        announce("input-tokens", level.inputTokens(), headers);
        announce("output-tokens", level.outputTokens(), headers);
    }

    /** Adds the waiting time, rounded up so that a client that waits exactly as long is admitted. */
    public static void retryAfter(
            Duration wait, RetryAfterStyle style, InstantSource clock, Map<String, String> headers) {
        long millis = Math.max(1, roundedUp(wait.toNanos(), 1_000_000));
        long seconds = roundedUp(millis, 1_000);
        switch (style) {
            case SECONDS -> headers.put("retry-after", Long.toString(seconds));
            case MILLISECONDS -> headers.put("retry-after-ms", Long.toString(millis));
            // An HTTP date has no fraction of a second: one more second makes up for the fraction cut off.
            case DATE ->
                headers.put(
                        "retry-after",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().plusSeconds(seconds + 1).atOffset(ZoneOffset.UTC)));
            case NONE -> {}
        }
    }

    private static void announce(String name, Remaining remaining, Map<String, String> headers) {
        if (remaining.isLimited()) {
            headers.put("x-ratelimit-limit-" + name, Long.toString(remaining.limit()));
            headers.put("x-ratelimit-remaining-" + name, Long.toString(remaining.left()));
            Duration reset = Duration.ofMillis(roundedUp(remaining.nanosToFull(), 1_000_000));
            headers.put("x-ratelimit-reset-" + name, GoDuration.format(reset));
        }
    }

    private static long roundedUp(long amount, long unit) {
        return (amount + unit - 1) / unit;
    }
}
