package dev.penstock.starter.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Usage;
import dev.penstock.store.Result;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchTimelineTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private final BatchTimeline timeline = new BatchTimeline();

    @Test
    void resultsCountWhenTheyCame() {
        add("a", 0, 2_500, 600L);
        add("a", 0, 2_900, 600L);

        List<ReportPoint> points = timeline.points();

        assertThat(points).singleElement().satisfies(point -> {
            assertThat(point.at()).isEqualTo(START.toEpochMilli() + 2_000);
            assertThat(point.rate()).isEqualTo(120);
            assertThat(point.p99()).isBetween(2_850L, 2_950L);
            assertThat(point.spent()).isEqualTo(0.02);
        });
    }

    @Test
    void whatWorkersMightDoAddsUp() {
        add("a", 0, 100, 500L);
        add("a", 0, 200, 400L);
        add("b", 0, 300, 200L);

        assertThat(timeline.points())
                .singleElement()
                .extracting(ReportPoint::limit)
                .isEqualTo(600L);
    }

    @Test
    void aLongTimeHasLongerIntervalsAndWhereNothingCameNothingIsShown() {
        for (int second = 0; second < 10; second++) {
            add("a", second, 100, null);
        }
        add("a", 3 * 86_400, 100, null);

        List<ReportPoint> points = timeline.points();

        assertThat(points).hasSizeBetween(150, 361);
        assertThat(timeline.lengthMs() * points.size()).isGreaterThanOrEqualTo(3 * 86_400_000L);
        assertThat(points.get(5).p50()).isNull();
        assertThat(points.getLast().spent()).isBetween(0.1099, 0.1101);
    }

    private void add(String writer, long second, long latencyMs, @Nullable Long limit) {
        timeline.add(
                writer,
                Result.builder(1, "a")
                        .response(new Result.Response(200, "r", ""))
                        .attempts(1)
                        .latencyMs(latencyMs)
                        .costUsd(new BigDecimal("0.01"))
                        .usage(new Usage(1, 0, 1, 0))
                        .startedAt(START.plusSeconds(second))
                        .call(new Result.Call("pool", "model", 0, limit))
                        .build());
    }
}
