package dev.penstock.starter.usage;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** A range of days in UTC, both ends included; null = no bound. */
public record DateRange(@Nullable LocalDate since, @Nullable LocalDate until) {
    public static final DateRange ALWAYS = new DateRange(null, null);

    /**
     * Parses a day.
     *
     * @param text {@code 2026-11-01}, {@code today}, or {@code 7d} for seven days ago
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
                    "a day must be a date such as 2026-11-01, today, or 7d for seven days ago, not '%s'"
                            .formatted(text),
                    e);
        }
    }

    /** Returns whether the day is in this range; null, for a request that was never called, is only in an unbounded one. */
    boolean has(@Nullable LocalDate day) {
        if (since == null && until == null) {
            return true;
        }
        return day != null && (since == null || !day.isBefore(since)) && (until == null || !day.isAfter(until));
    }
}
