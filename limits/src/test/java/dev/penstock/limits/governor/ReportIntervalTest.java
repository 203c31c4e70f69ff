package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How often a pool's governor hears of its workers. */
final class ReportIntervalTest {
    @Test
    void fewWorkersReportOnceASecondAndSoonerWhileOneCouldUseMore() {
        assertThat(ReportInterval.millis(3, false)).isEqualTo(1_000);
        assertThat(ReportInterval.millis(3, true)).isEqualTo(250);
    }

    @Test
    void manyWorkersTogetherReportFiftyTimesASecond() {
        for (int workers = 13; workers <= 100; workers++) {
            assertThat(workers * 1_000.0 / ReportInterval.millis(workers, true))
                    .as("reports a second of %d workers", workers)
                    .isLessThanOrEqualTo(50);
        }
    }

    @Test
    void noneIsSoSilentThatItSeemsDead() {
        assertThat(ReportInterval.millis(10_000, false)).isLessThanOrEqualTo(PoolWorkers.SILENCE_MILLIS / 2);
    }
}
