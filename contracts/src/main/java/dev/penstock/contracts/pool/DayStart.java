package dev.penstock.contracts.pool;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** The moment at which a provider's day begins, and its daily quotas return: a time of day in a time zone. */
public record DayStart(LocalTime time, ZoneId zone) {
    /**
     * Reads a time and a zone.
     *
     * @param text such as {@code 00:00 America/Los_Angeles} or {@code 00:00 UTC}
     * @return empty if the text is not like this
     */
    public static Optional<DayStart> parse(String text) {
        String[] parts = text.strip().split("\\s+", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DayStart(LocalTime.parse(parts[0]), ZoneId.of(parts[1])));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Returns when the day of a moment began; both in milliseconds since 1970. */
    public long before(long millis) {
        ZonedDateTime moment = Instant.ofEpochMilli(millis).atZone(zone);
        ZonedDateTime start = moment.with(time);
        return (start.isAfter(moment) ? start.minusDays(1) : start).toInstant().toEpochMilli();
    }

    /** Returns when the next day after a moment begins; both in milliseconds since 1970. */
    public long after(long millis) {
        ZonedDateTime moment = Instant.ofEpochMilli(millis).atZone(zone);
        ZonedDateTime start = moment.with(time);
        return (start.isAfter(moment) ? start : start.plusDays(1)).toInstant().toEpochMilli();
    }
}
