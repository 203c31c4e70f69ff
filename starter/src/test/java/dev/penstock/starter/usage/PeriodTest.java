package dev.penstock.starter.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PeriodTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @Test
    void aDayIsADateOrSoManyDaysAgo() {
        assertThat(Period.day("2026-11-01", TODAY)).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(Period.day("today", TODAY)).isEqualTo(TODAY);
        assertThat(Period.day("7d", TODAY)).isEqualTo(LocalDate.of(2026, 11, 14));
        assertThatThrownBy(() -> Period.day("yesterday", TODAY)).hasMessageContaining("2026-11-01");
    }

    @Test
    void bothEndsBelongToIt() {
        Period day = new Period(TODAY, TODAY);

        assertThat(day.has(TODAY)).isTrue();
        assertThat(day.has(TODAY.minusDays(1))).isFalse();
        assertThat(day.has(TODAY.plusDays(1))).isFalse();
        assertThat(day.has(null)).isFalse();
        assertThat(Period.ALWAYS.has(null)).isTrue();
    }
}
