package dev.penstock.starter.usage;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** From a day to a day in UTC, both included; null = no bound. */
public record DateRange(@Nullable LocalDate since, @Nullable LocalDate until) {
    public static final DateRange ALWAYS = new DateRange(null, null);

    /**
     * @param text {@code 2026-11-01}, {@code today}, or {@code 7d} for so many days ago
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static LocalDate day(String text, LocalDate today) {
        if (text.equals("today")) {
            return today;
        }
        if (text.matches("\\d{1,4}d")) {
            return today.minusDays(Long.parseLong(text.substring(0, text.length() - 1)));
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "a day is written as 2026-11-01, as today, or as 7d for seven days ago, not '%s'".formatted(text),
                    e);
        }
    }

    /** What was never called has no day, and belongs to no period but the whole. */
    boolean has(@Nullable LocalDate day) {
        if (since == null && until == null) {
            return true;
        }
        return day != null && (since == null || !day.isBefore(since)) && (until == null || !day.isAfter(until));
    }
}
