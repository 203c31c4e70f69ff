package dev.penstock.starter.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.LatencyHistogram;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSummaryTextTest {
    @Test
    void aLatencyIsPrintedOnlyWhereCallsWereTimed() {
        assertThat(summary(LatencyHistogram.EMPTY, Cost.NONE)).noneMatch(line -> line.startsWith("latency:"));
        assertThat(summary(LatencyHistogram.of(List.of(7L)), Cost.NONE)).contains("latency:  p50 7 ms, p99 7 ms");
    }

    @Test
    void whatMayHaveBeenPaidBesidesIsPrinted() {
        assertThat(summary(LatencyHistogram.EMPTY, Cost.possiblyUsd(new BigDecimal("0.0072"))))
                .contains("possibly: calls without an answer or a known usage may have cost up to $0.0072 more");
        assertThat(summary(LatencyHistogram.EMPTY, Cost.NONE)).noneMatch(line -> line.startsWith("possibly:"));
    }

    private static List<String> summary(LatencyHistogram latency, Cost cost) {
        Receipt receipt = new Receipt(new Counts(60, 0, 0, 0, 0), new Usage(600, 0, 60, 0), cost, latency);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        return BatchSummaryText.of(BatchDescription.of(
                new BatchResult(
                        new BatchId("mine"),
                        BatchState.COMPLETED,
                        60,
                        receipt,
                        start,
                        start.plusSeconds(20),
                        0,
                        null,
                        "o",
                        "e",
                        null),
                new BatchDescription.Files("o", "e")));
    }
}
