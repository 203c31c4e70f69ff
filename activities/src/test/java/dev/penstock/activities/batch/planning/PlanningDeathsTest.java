package dev.penstock.activities.batch.planning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Instant;
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
    void aBatchThatIsSubmittedAgainAfterItsFailureIsPlannedAnew() throws IOException {
        outOfMemory = (pid, since) -> true;
        BatchSpec spec = input("in.jsonl", request("a"));
        dies();
        dies();
        assertThatThrownBy(() -> planner().batch(BATCH, spec)).isInstanceOf(ApplicationFailure.class);

        assertThat(planner().batch(BATCH, spec).requests()).isEqualTo(1);
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
    void aPlanningThatLivesOnThisMachineIsNoDeath() throws IOException {
        ProcessHandle living = ProcessHandle.current().parent().orElseThrow();
        Instant started = living.info().startInstant().orElseThrow();
        mark(new PlanningDeaths.Mark("other", living.pid(), started, Instant.now(), 0, 0));
        try (HeavyPlanning.Turn turn = heavy.of(() -> {})) {
            assertThat(new PlanningDeaths(store, outOfMemory).begin(BATCH, turn).isSuspect())
                    .isFalse();
        }

        Instant before = started.minusSeconds(3600);
        mark(new PlanningDeaths.Mark("other", living.pid(), before, Instant.now(), 0, 0));
        try (HeavyPlanning.Turn turn = heavy.of(() -> {})) {
            assertThat(new PlanningDeaths(store, outOfMemory).begin(BATCH, turn).isSuspect())
                    .as("a later process with its pid")
                    .isTrue();
        }
    }

    @Test
    void aPlanningThatEndsLeavesTheMarkOfTheOneThatTookOver() throws IOException {
        PlanningDeaths lost = new PlanningDeaths(store, outOfMemory);
        try (HeavyPlanning.Turn turn = heavy.of(() -> {});
                HeavyPlanning.Turn another = heavy.of(() -> {})) {
            PlanningDeaths.Planning first = lost.begin(BATCH, turn);
            turn.close();
            PlanningDeaths.Planning second = new PlanningDeaths(store, outOfMemory).begin(BATCH, another);

            first.close();
            assertThat(store.has(BATCH, BatchFile.PLANNING)).isTrue();
            second.close();
            assertThat(store.has(BATCH, BatchFile.PLANNING)).isFalse();
        }
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

    private void mark(PlanningDeaths.Mark mark) throws IOException {
        try (AtomicFile draft = store.create(BATCH, BatchFile.PLANNING)) {
            draft.write(Json.MAPPER.writeValueAsBytes(mark));
            draft.publish();
        }
    }

    /** A process that plans the batch, and does not live to end it. */
    private void dies() throws IOException {
        try (HeavyPlanning.Turn turn = heavy.of(() -> {})) {
            PlanningDeaths.Planning unused = new PlanningDeaths(store, outOfMemory).begin(BATCH, turn);
        }
    }
}
