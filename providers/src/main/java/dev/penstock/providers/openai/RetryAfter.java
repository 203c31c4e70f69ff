package dev.penstock.providers.openai;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how long to wait before a retry: {@code retry-after-ms}, else {@code Retry-After} in seconds or as a date. */
final class RetryAfter {
    /**
     * The longest wait. Most quotas are per minute; for a daily quota ("come back in 20 h") it is better to retry every ten
     * minutes than to wait, because the quota may be raised or the header may be wrong (a clock, a unit).
     */
    static final Duration MAX_WAIT = Duration.ofMinutes(10);

    private RetryAfter() {}

    static @Nullable Duration of(HeaderValues headers, Instant now) {
        return headers.find("retry-after-ms")
                .flatMap(text -> parseNumber(text, 1))
                .or(() -> headers.find("retry-after")
                        .flatMap(text -> parseNumber(text, 1000).or(() -> parseDate(text, now))))
                .filter(wait -> !wait.isNegative())
                .map(wait -> wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait)
                .orElse(null);
    }

    private static Optional<Duration> parseNumber(String text, double millis) {
        try {
            double number = Double.parseDouble(text.strip());
            // A cast would turn NaN into 0; values that are too large are capped.
            return Double.isNaN(number) ? Optional.empty() : Optional.of(ofMillis(number * millis));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Duration ofMillis(double millis) {
        return millis > MAX_WAIT.toMillis() ? MAX_WAIT : Duration.ofNanos((long) (millis * 1e6));
    }

    private static Optional<Duration> parseDate(String text, Instant now) {
        try {
            Instant date = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(date.isBefore(now) ? Duration.ZERO : Duration.between(now, date));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
