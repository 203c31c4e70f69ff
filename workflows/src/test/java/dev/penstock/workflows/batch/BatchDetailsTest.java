package dev.penstock.workflows.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.LaneProgress;
import dev.penstock.contracts.batch.PartProgress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchDetailsTest {
    private static final String HOSTILE = "![x](https://evil.example/`a`|b)\n# done";
    private static final String SHOWN = "`![x](https://evil.example/'a'¦b)\\n# done`";

    @Test
    void whatAProviderSaysIsCodeInTheWebUi() {
        BatchProgress progress = new BatchProgress(
                        new BatchId("b"),
                        BatchState.PAUSED,
                        10,
                        Receipt.NONE,
                        List.of(),
                        Instant.EPOCH,
                        HOSTILE,
                        true,
                        HOSTILE,
                        null)
                .withLane(new LaneProgress(
                        1,
                        0,
                        5,
                        0,
                        0,
                        List.of(new PartProgress(1, 5, "in_progress", 0, 0, HOSTILE)),
                        1,
                        "announced",
                        null,
                        HOSTILE));

        String details = BatchDetails.of(progress);

        assertThat(details)
                .contains(
                        "Paused: " + SHOWN, "⚠ " + SHOWN, "| online | " + SHOWN + " |", ", 0 of 5, 0 failed: " + SHOWN)
                .doesNotContain(HOSTILE, "\n# done");
    }
}
