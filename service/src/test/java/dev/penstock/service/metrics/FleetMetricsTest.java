package dev.penstock.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.service.dashboard.BatchFigures;
import dev.penstock.service.dashboard.DashboardOverview;
import dev.penstock.service.prometheus.MetricsExport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetMetricsTest {
    private static final String HOSTILE = "x\"} 1\nforged{pool=\"y";

    @Test
    void aNameCannotForgeALineAndEndedBatchesLeaveNoSeries() {
        try (MetricsExport export = MetricsExport.open()) {
            FleetMetrics metrics = new FleetMetrics();

            metrics.update(overview(batch("one", null), batch("two", Instant.EPOCH)));
            assertThat(series(export)).contains("batch=\"one\"").doesNotContain("batch=\"two\"");
            metrics.update(overview(batch("three", null)));

            assertThat(series(export))
                    .contains("batch=\"three\"", "pool=\"x\\\"} 1\\nforged{pool=\\\"y\"")
                    .doesNotContain("batch=\"one\"", "\nforged");
        }
    }

    private static String series(MetricsExport export) {
        return export.scrape();
    }

    private static DashboardOverview overview(BatchFigures... batches) {
        PoolStatus pool = new PoolStatus(
                HOSTILE,
                PoolState.OPEN,
                null,
                0,
                new PoolQuota(5L, null, null, null),
                PoolStatus.Source.DECLARED,
                List.of(),
                List.of(),
                null,
                List.of());
        return new DashboardOverview(0, "engine", "provider", null, List.of(batches), List.of(pool), List.of(), null);
    }

    private static BatchFigures batch(String id, @Nullable Instant finished) {
        return new BatchFigures(
                id,
                BatchState.IN_PROGRESS,
                1,
                0,
                0,
                0,
                0,
                0,
                "",
                0,
                null,
                0,
                0,
                null,
                Instant.EPOCH,
                finished,
                null,
                null);
    }
}
