package dev.penstock.starter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.LatencyHistogram;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BarTextTest {
    @Test
    void fillsTheTerminalsWidthExactly() {
        assertThat(BarText.of(batch(31_000, 50_000), 79)).hasSize(79);
        assertThat(BarText.of(batch(31_000, 50_000), 200)).hasSize(200).contains("12,345 tokens");
    }

    @Test
    void dropsTheLastFactsWhereItGetsNarrow() {
        assertThat(BarText.of(batch(31_000, 50_000), 79))
                .startsWith(" 62% [")
                .contains("31,000/50,000 · 39:35 left · 8.0/s · 20 in flight")
                .doesNotContain("tokens");
    }

    @Test
    void staysABarWhateverItIsTold() {
        assertThat(BarText.of(batch(3, 0), 79)).startsWith("100% [==========");
        assertThat(BarText.of(batch(0, 10), 20)).startsWith("  0% [>         ]");
        assertThat(BarText.of(batch(12, 10), 79)).startsWith("100% [");
    }

    @Test
    void aReasonFromOutsideNeitherBreaksNorColoursTheLine() {
        String bar = BarText.of(batch(3, 10, "the provider said \u001b[31mno\nmore"), 200);

        assertThat(bar).hasSize(200).contains("paused: the provider said \\u001b[31mno\\nmore");
    }

    @Test
    void whatThePoolWaitsForComesBeforeFigures() {
        ProgressSnapshot open = batch(3, 10);
        ProgressSnapshot waiting =
                new ProgressSnapshot(open.progress(), 20, 8.0, List.of("pool openai: outage, next probe in 20 s"));

        assertThat(BarText.of(waiting, 120)).contains(" 3/10 · pool openai: outage, next probe in 20 s · ");
    }

    @Test
    void noLatencyIsShownWhereNoCallWasTimed() {
        assertThat(BarText.of(batch(31_000, 50_000), 200))
                .contains("12,345 tokens")
                .doesNotContain("p50");
    }

    private static ProgressSnapshot batch(long done, long total) {
        return batch(done, total, null);
    }

    private static ProgressSnapshot batch(long done, long total, @Nullable String pausedBecause) {
        Receipt finished = new Receipt(
                new Counts(done, 0, 0, 0, 0), new Usage(12_000, 0, 345, 0), Cost.NONE, LatencyHistogram.EMPTY);
        BatchProgress progress = new BatchProgress(
                new BatchId("b"),
                BatchState.IN_PROGRESS,
                total,
                finished,
                List.of(),
                Instant.EPOCH,
                pausedBecause,
                false,
                null,
                null);
        return new ProgressSnapshot(progress, 20, 8.0, List.of());
    }
}
