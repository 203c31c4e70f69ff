package dev.penstock.starter.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DateRangeTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @Test
    void aDayIsADateOrSoManyDaysAgo() {
        assertThat(DateRange.day("2026-11-01", TODAY)).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(DateRange.day("today", TODAY)).isEqualTo(TODAY);
        assertThat(DateRange.day("7d", TODAY)).isEqualTo(LocalDate.of(2026, 11, 14));
        assertThatThrownBy(() -> DateRange.day("yesterday", TODAY)).hasMessageContaining("2026-11-01");
    }

    @Test
    void bothEndsBelongToIt() {
        DateRange day = new DateRange(TODAY, TODAY);

        assertThat(day.has(TODAY)).isTrue();
        assertThat(day.has(TODAY.minusDays(1))).isFalse();
        assertThat(day.has(TODAY.plusDays(1))).isFalse();
        assertThat(day.has(null)).isFalse();
        assertThat(DateRange.ALWAYS.has(null)).isTrue();
    }
}
