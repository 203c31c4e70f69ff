package dev.penstock.worker.config;

import dev.penstock.contracts.pool.DayStart;
import dev.penstock.providers.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the texts of settings; error messages describe the valid values. */
final class SettingParser {
    private static final long MAX_NUMBER = 1_000_000_000_000L;
    private static final int MOST_CALLS = 100_000;
    private static final Pattern COUNT =
            Pattern.compile("(\\d{1,12}|\\d{1,3}(?:_\\d{3}){1,3}|\\d{1,6}\\.\\d{1,6})([kM]?)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)?");
    private static final Duration MAX_DURATION = Duration.ofHours(24);

    private SettingParser() {}

    static Long count(String text) {
        Matcher count = COUNT.matcher(text.replace('K', 'k').replace('m', 'M'));
        if (count.matches()) {
            BigDecimal number = new BigDecimal(count.group(1).replace("_", ""));
            int zeros = count.group(2).isEmpty() ? 0 : count.group(2).equals("k") ? 3 : 6;
            BigDecimal value = number.scaleByPowerOfTen(zeros).stripTrailingZeros();
            if (value.scale() <= 0 && isBetween(value.toBigInteger(), 1, MAX_NUMBER)) {
                return value.longValueExact();
            }
        }
        throw new IllegalArgumentException("a whole number such as 500, 200k or 1.5M");
    }

    static Integer calls(String text) {
        if (text.matches("\\d{1,6}") && isBetween(new BigInteger(text), 1, MOST_CALLS)) {
            return Integer.valueOf(text);
        }
        throw new IllegalArgumentException("a whole number from 1 to " + MOST_CALLS);
    }

    /** Parses when a provider's day begins. */
    static String dayStart(String text) {
        if (DayStart.parse(text).isEmpty()) {
            throw new IllegalArgumentException(
                    "a time and a time zone, such as 00:00 America/Los_Angeles or 00:00 UTC");
        }
        return text.strip();
    }

    static Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    /** Parses a duration; a number without a unit is in seconds. */
    static Duration duration(String text) {
        Matcher duration = DURATION.matcher(text);
        if (duration.matches()) {
            long unit = unit(String.valueOf(duration.group(2)));
            Duration read = Duration.ofMillis(new BigDecimal(duration.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValue());
            if (read.compareTo(MAX_DURATION) <= 0) {
                return read;
            }
        }
        throw new IllegalArgumentException("a duration up to 24h, such as 90s or 10m");
    }

    static Duration positiveDuration(String text) {
        Duration read = duration(text);
        if (read.isZero()) {
            throw new IllegalArgumentException("a duration from 1ms to 24h, such as 90s or 10m");
        }
        return read;
    }

    static URI address(String text) {
        try {
            URI address = URI.create(text);
            if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null
                    && address.getQuery() == null
                    && address.getFragment() == null) {
                return address;
            }
        } catch (IllegalArgumentException unreadable) {
            // The error below covers all cases.
        }
        throw new IllegalArgumentException("an address such as https://api.openai.com/v1");
    }

    /** Checks that a key can be sent in a header. */
    static Secret secret(String text) {
        Secret.findUnsendable(text).ifPresent(what -> {
            throw new IllegalArgumentException(
                    "a text of printable ASCII characters, to be sent in a header, but has " + what);
        });
        return new Secret(text);
    }

    static BigDecimal dollars(String text) {
        return decimal(text, "US dollars per million tokens such as 0.15");
    }

    static BigDecimal usd(String text) {
        return decimal(text, "US dollars such as 10 or 2.50");
    }

    private static BigDecimal decimal(String text, String what) {
        if (text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return new BigDecimal(text);
        }
        throw new IllegalArgumentException(what);
    }

    static String oneOf(String text, List<String> known) {
        if (known.contains(text)) {
            return text;
        }
        throw new IllegalArgumentException("one of " + String.join(", ", known));
    }

    static Double weight(String text) {
        if (text.matches("\\d{1,4}(\\.\\d{1,6})?")) {
            double weight = Double.parseDouble(text);
            if (weight >= 0.001 && weight <= 1000) {
                return weight;
            }
        }
        throw new IllegalArgumentException("a number from 0.001 to 1000");
    }

    static Integer order(String text) {
        if (text.matches("[1-9]\\d?")) {
            return Integer.valueOf(text);
        }
        throw new IllegalArgumentException("a whole number from 1 to 99");
    }

    private static long unit(String name) {
        return switch (name) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1_000;
        };
    }

    private static boolean isBetween(BigInteger value, long least, long most) {
        return value.compareTo(BigInteger.valueOf(least)) >= 0 && value.compareTo(BigInteger.valueOf(most)) <= 0;
    }
}
