package dev.penstock.contracts;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Parses a point in time, written as an instant ({@code 2026-12-01T08:00:00Z}) or as a duration from the start ({@code 6h}). */
public final class Deadline {
    private Deadline() {}

    /**
     * Returns the point in time that a text stands for.
     *
     * @param text an ISO 8601 instant or duration, or a number with {@code s}, {@code m}, {@code h} or {@code d}
     * @throws IllegalArgumentException if the text is neither; the message is a sentence for the user
     */
    public static Instant parse(String text, Instant start) {
        String compact = text.strip().toUpperCase(Locale.ROOT);
        try {
            if (compact.matches("\\d+[SMH]")) {
                return start.plus(Duration.parse("PT" + compact));
            }
            if (compact.matches("\\d+D") || compact.startsWith("P")) {
                return start.plus(Duration.parse(compact.startsWith("P") ? compact : "P" + compact));
            }
            return Instant.parse(compact);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "deadline '" + text + "' is neither a duration such as 30m, 6h, 2d nor a time such as"
                            + " 2026-12-01T08:00:00Z",
                    e);
        }
    }
}
