package dev.penstock.providers.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * Parses the ways in which providers write a wait: seconds, durations such as {@code 6m0s} and {@code 120ms}, Unix times, ISO
 * times, and the three forms of an HTTP date (RFC 9110, 5.6.7). A moment that is over means no wait.
 */
public final class WaitText {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    /** Numbers from here on are moments: as a wait, this would be thirty years. */
    private static final double UNIX_SECONDS = 1e9;

    private static final double UNIX_MILLIS = 1e11;

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,30}(?:\\.\\d{0,30})?(?:[eE][-+]?\\d{1,4})?");
    private static final Pattern PARTS = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ms|us|µs|ns|[smhd]))+");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|us|µs|ns|[smhd])");
    private static final Map<String, Double> MILLIS_OF_UNIT =
            Map.of("ns", 1e-6, "us", 1e-3, "µs", 1e-3, "ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3, "d", 86_400e3);

    private WaitText() {}

    /** Returns the wait that a number of milliseconds names; empty if the text is no number. */
    static Optional<Duration> millis(String text) {
        return number(text).map(WaitText::ofMillis);
    }

    /** Returns the wait that a text names; empty if it names none, or a negative one. */
    public static Optional<Duration> parse(String text, Instant now) {
        String plain = text.strip();
        return number(plain)
                .map(number -> ofNumber(number, now))
                .or(() -> ofParts(plain.toLowerCase(Locale.ROOT)))
                .or(() -> moment(plain).map(at -> until(at, now)))
                .filter(wait -> !wait.isNegative());
    }

    private static Optional<Double> number(String text) {
        String plain = text.strip();
        // Java reads "1d", a day, as the number 1.
        return NUMBER.matcher(plain).matches() ? Optional.of(Double.parseDouble(plain)) : Optional.empty();
    }

    private static Duration ofNumber(double number, Instant now) {
        if (number < UNIX_SECONDS) {
            return ofMillis(number * 1000);
        }
        double millis = number < UNIX_MILLIS ? number * 1000 : number;
        return ofMillis(Math.max(0, millis - now.toEpochMilli()));
    }

    private static Optional<Duration> ofParts(String text) {
        if (text.length() > 50 || !PARTS.matcher(text).matches()) {
            return Optional.empty();
        }
        double millis = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            millis += Double.parseDouble(part.group(1)) * MILLIS_OF_UNIT.getOrDefault(part.group(2), 1e3);
        }
        return Optional.of(ofMillis(millis));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return httpDate(text);
        }
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.ofNullable(Headers.of("date", text).getDate("date")).map(Date::toInstant);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Duration until(Instant at, Instant now) {
        return at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
    }

    private static Duration ofMillis(double millis) {
        return millis > LONGEST.toMillis() ? LONGEST : Duration.ofNanos((long) (millis * 1e6));
    }
}
