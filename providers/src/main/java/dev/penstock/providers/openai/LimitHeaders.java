package dev.penstock.providers.openai;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.providers.wire.HeaderValues;
import dev.penstock.providers.wire.LimitFormat;
import dev.penstock.providers.wire.WaitText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a provider account's limits from response headers: {@code x-ratelimit-limit-requests} and
 * {@code x-ratelimit-limit-tokens} (platform.openai.com/docs/guides/rate-limits), which most compatible providers send, too, and the
 * same with {@code -minute}, {@code -hour} and {@code -day} (inference-docs.cerebras.ai/support/rate-limits). Numbers that
 * can be no limit are none.
 */
public final class LimitHeaders {
    private static final String LIMIT = "x-ratelimit-limit-";
    /** More is no limit that anybody would reach, but a number that stands for none. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    private static final Duration DAY = Duration.ofDays(1);
    private static final double SAME = 0.02;

    private LimitHeaders() {}

    /** Returns the reader for a provider's headers. */
    public static LimitFormat reader(LimitDialect dialect) {
        return headers -> read(headers, dialect);
    }

    /** Returns the limits that a response announces; empty if it announces none. */
    static Optional<PoolQuota> read(HeaderValues headers, LimitDialect dialect) {
        boolean isDaily = isDaily(headers, dialect);
        Long requests = number(headers, LIMIT + "requests");
        Long perMinute = number(headers, LIMIT + "requests-minute");
        Long perDay = number(headers, LIMIT + "requests-day");
        Long tokens = number(headers, LIMIT + "tokens");
        Long tokensPerMinute = number(headers, LIMIT + "tokens-minute");
        PoolQuota quota = new PoolQuota(
                perMinute == null && !isDaily ? inAMinute(requests, headers) : perMinute,
                tokensPerMinute == null ? tokens : tokensPerMinute,
                null,
                null,
                new FurtherLimits(
                        number(headers, LIMIT + "requests-hour"),
                        perDay == null && isDaily ? requests : perDay,
                        number(headers, LIMIT + "tokens-hour"),
                        number(headers, LIMIT + "tokens-day"),
                        null,
                        null,
                        null));
        return quota.equals(PoolQuota.UNKNOWN) ? Optional.empty() : Optional.of(quota);
    }

    /** Returns whether the limit of requests without a time is one of a day. */
    private static boolean isDaily(HeaderValues headers, LimitDialect dialect) {
        return switch (dialect) {
            case PER_MINUTE -> false;
            case GROQ -> true;
            case OPENAI -> returnsInADay(headers);
        };
    }

    /** Returns whether all requests would return in about a day, at the pace at which those that are used do. */
    private static boolean returnsInADay(HeaderValues headers) {
        Long limit = number(headers, LIMIT + "requests");
        Long remaining = number(headers, "x-ratelimit-remaining-requests");
        Optional<Duration> reset =
                headers.find("x-ratelimit-reset-requests").flatMap(text -> WaitText.parse(text, Instant.EPOCH));
        if (limit == null || reset.isEmpty()) {
            return false;
        }
        long used = limit - (remaining == null ? 0 : remaining);
        double seconds = reset.get().toMillis() / 1_000.0 * limit / Math.max(1, used);
        return used > 0 && Math.abs(seconds / DAY.toSeconds() - 1) < SAME;
    }

    /** Returns a limit per minute where a provider counts in shorter periods (Azure: the renewal period of a deployment's limit). */
    private static @Nullable Long inAMinute(@Nullable Long limit, HeaderValues headers) {
        Long seconds = number(headers, "x-ratelimit-renewalperiod-requests");
        return limit == null
                        || seconds == null
                        || seconds > Duration.ofMinutes(1).toSeconds()
                ? limit
                : (Long) (limit * Duration.ofMinutes(1).toSeconds() / seconds);
    }

    /** Returns a header's limit; null for what can be none: -1 and 0, by which some providers mean that there is no limit, and 2^63. */
    private static @Nullable Long number(HeaderValues headers, String name) {
        String text = headers.find(name).orElse("").strip();
        // Longer texts are no limits, and their powers of ten are expensive.
        if (!text.matches("\\d{1,20}(\\.\\d{1,6})?")) {
            return null;
        }
        BigDecimal number = new BigDecimal(text).setScale(0, RoundingMode.DOWN);
        return number.signum() > 0 && number.compareTo(MOST) <= 0 ? (Long) number.longValueExact() : null;
    }
}
