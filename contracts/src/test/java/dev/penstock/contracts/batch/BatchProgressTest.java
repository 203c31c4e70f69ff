package dev.penstock.contracts.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchProgressTest {
    @Test
    void otherRemarksChangeNothingElse() {
        BatchProgress progress = progress("file:///data/x is full", "alert in /data/x")
                .withLane(new LaneProgress(1, 0, 5, 0, 0, List.of(), 1, "announced", null, null))
                .withDuplicates(3L)
                .withStages(List.of());

        BatchProgress hidden = progress.withRemarks("the store is full", null);

        assertThat(hidden.pausedBecause()).isEqualTo("the store is full");
        assertThat(hidden.alert()).isNull();
        assertThat(hidden.withRemarks("file:///data/x is full", "alert in /data/x"))
                .isEqualTo(progress);
    }

    private static BatchProgress progress(String pausedBecause, String alert) {
        return new BatchProgress(
                new BatchId("b"),
                BatchState.PAUSED,
                10,
                Receipt.NONE,
                List.of(1),
                Instant.EPOCH,
                pausedBecause,
                true,
                alert,
                BigDecimal.TEN);
    }
}
