package dev.penstock.starter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.starter.usage.Statistics;
import org.junit.jupiter.api.Test;

class StatsTextTest {
    @Test
    void aTimeIsPrintedOnlyWhereCallsWereTimed() {
        assertThat(StatsText.time(new Statistics.Time(0, 0, 0, 0))).isEmpty();
        assertThat(StatsText.time(new Statistics.Time(1, 3, 0.5, 1.5)))
                .hasValueSatisfying(
                        line -> assertThat(line).startsWith("time:").contains("took 1.50 s (25 % waiting)"));
    }
}
