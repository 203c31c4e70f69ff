package dev.penstock.activities.batch.planning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.BatchFile;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A mark that another process has left is that of a dead one. */
class PlanningDeathsTest extends PlanTestCase {
    private final HeavyPlanning heavy = new HeavyPlanning();

    @Test
    void aBatchThatUsedUpTheMemoryOfTwoProcessesIsFailedWithThatReason() throws IOException {
        outOfMemory = (pid, since) -> true;
        BatchSpec spec = input("in.jsonl", request("a"));
        dies();
        dies();

        assertThatThrownBy(() -> planner().batch(BATCH, spec))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.isNonRetryable()).isTrue())
                .hasMessageContaining(
                        "planning this batch brought its process down 2 times, because its memory was used up");
    }

    @Test
    void killsByDeploymentsDoNotFailAHealthyBatch() throws IOException {
        BatchSpec spec = input("in.jsonl", request("a"));
        for (int kill = 1; kill < PlanningDeaths.UNKNOWN; kill++) {
            dies();
        }

        assertThat(planner().batch(BATCH, spec).requests()).isEqualTo(1);
        assertThat(store.has(BATCH, BatchFile.PLANNING)).isFalse();
    }

    @Test
    void aPlanningThatEndsInAnyWayLeavesNoMark() throws IOException {
        for (int attempt = 0; attempt < 2 * PlanningDeaths.UNKNOWN; attempt++) {
            assertThatThrownBy(() -> planner().batch(BATCH, input("in.jsonl", "nonsense")))
                    .hasMessageContaining("1 problem");
        }

        assertThat(store.has(BATCH, BatchFile.PLANNING)).isFalse();
    }

    @Test
    void manyPlanningsOfOneProcessAreNoDeath() throws IOException {
        outOfMemory = (pid, since) -> true;
        PlanningDeaths ofOneProcess = new PlanningDeaths(store, outOfMemory);
        for (int attempt = 0; attempt < 2 * PlanningDeaths.UNKNOWN; attempt++) {
            try (HeavyPlanning.Turn turn = heavy.of(() -> {})) {
                assertThat(ofOneProcess.begin(BATCH, turn).isSuspect()).isFalse();
            }
        }
    }

    @Test
    void aDeadLetterIsWrittenForALineThatIsTooLongWhereInvalidOnesAreSkipped() throws IOException {
        BatchSpec spec = input(
                        "in.jsonl", request("a"), "{\"custom_id\":\"" + "x".repeat(15_000_000) + "\"}", request("b"))
                .with(SpecKey.SKIP_INVALID, true);

        assertThat(planner().batch(BATCH, spec).requests()).isEqualTo(3);
        assertThat(new String(store.find(BATCH, BatchFile.INPUT).orElseThrow().readAllBytes(), UTF_8).lines())
                .hasSize(2);
    }

    /** A process that plans the batch, and does not live to end it. */
    private void dies() throws IOException {
        try (HeavyPlanning.Turn turn = heavy.of(() -> {})) {
            PlanningDeaths.Planning unused = new PlanningDeaths(store, outOfMemory).begin(BATCH, turn);
        }
    }
}
