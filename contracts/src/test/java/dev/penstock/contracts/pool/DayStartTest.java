package dev.penstock.contracts.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayStartTest {
    @Test
    void aDayBeginsInItsZoneAlsoWhenClocksChange() {
        DayStart pacific = DayStart.parse("00:00 America/Los_Angeles").orElseThrow();

        assertThat(after(pacific, "2026-07-01T12:00:00Z")).isEqualTo("2026-07-02T07:00:00Z");
        assertThat(after(pacific, "2026-10-31T12:00:00Z")).isEqualTo("2026-11-01T07:00:00Z");
        assertThat(after(pacific, "2026-11-01T12:00:00Z")).isEqualTo("2026-11-02T08:00:00Z");
        assertThat(before(pacific, "2026-07-01T07:00:00Z")).isEqualTo("2026-07-01T07:00:00Z");
        assertThat(before(pacific, "2026-07-01T06:59:59Z")).isEqualTo("2026-06-30T07:00:00Z");
    }

    @Test
    void whatIsNoTimeInAZoneIsNone() {
        for (String text : List.of("", "00:00", "24:00 UTC", "0:00 UTC", "00:00 Nowhere/City", "00:00 UTC now")) {
            assertThat(DayStart.parse(text)).as(text).isEmpty();
        }
        assertThat(DayStart.parse(" 09:30  UTC ")).isPresent();
    }

    private static String after(DayStart start, String moment) {
        return Instant.ofEpochMilli(start.after(Instant.parse(moment).toEpochMilli()))
                .toString();
    }

    private static String before(DayStart start, String moment) {
        return Instant.ofEpochMilli(start.before(Instant.parse(moment).toEpochMilli()))
                .toString();
    }
}
