package dev.penstock.workflows.recording;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.PlannedStage;
import io.temporal.client.WorkflowStub;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Batches whose requests pass several stages. */
class RecordPipelines extends HistoryRecording {
    private final Script script = new Script(7, 4);

    RecordPipelines() {
        script.stages = List.of(stage("extract", 1, 8), stage("judge", 2, 4), stage("write", 1, 8));
    }

    @Test
    void withAVote() {
        save("pipeline", start("pipeline", script, spec()));
    }

    /** Its shards divide the stages' limits, and the last ones get what the others leave. */
    @Test
    void withSharedLimits() {
        Script shared = new Script(7, 5);
        shared.stages = List.of(stage("extract", 1, 6), stage("write", 1, 4));
        save("pipeline-with-shared-limits", start("pipeline-with-shared-limits", shared, spec()));
    }

    @Test
    void withDeadLetters() {
        script.deadLetters =
                input -> Objects.requireNonNull(input.stage()).name().equals("judge")
                        && input.slice().line() % 3 == 0;
        save("pipeline-with-dead-letters", start("pipeline-with-dead-letters", script, spec()));
    }

    @Test
    void failFast() {
        script.deadLetters = input -> input.slice().line() == 3;
        save("pipeline-fail-fast", start("pipeline-fail-fast", script, spec().with(SpecKey.FAILURE, "fail-fast")));
    }

    @Test
    void pausedAndResumed() {
        script.hold();
        BatchWorkflow batch = start("pipeline-paused-and-resumed", script, spec());
        awaitCalls("pipeline-paused-and-resumed");
        batch.pause("lunch");
        awaitState(batch, BatchState.PAUSED);
        script.letGo();
        batch.resume();
        save("pipeline-paused-and-resumed", batch);
    }

    @Test
    void cancelled() {
        script.hold();
        BatchWorkflow batch = start("pipeline-cancelled", script, spec());
        awaitCalls("pipeline-cancelled");
        WorkflowStub.fromTyped(batch).cancel();
        save("pipeline-cancelled", batch);
    }

    @Test
    void withABudget() {
        BatchWorkflow batch =
                start("pipeline-with-a-budget", script, spec().with(SpecKey.BUDGET_USD, new BigDecimal("0.01")));
        awaitState(batch, BatchState.PAUSED);
        batch.setBudget(BigDecimal.ONE);
        save("pipeline-with-a-budget", batch);
    }

    @Test
    void withALateBudget() {
        script.hold();
        BatchWorkflow batch = start("pipeline-with-a-late-budget", script, spec());
        awaitCalls("pipeline-with-a-late-budget");
        batch.setBudget(BigDecimal.ONE);
        awaitRecalled("pipeline-with-a-late-budget", 2);
        script.letGo();
        save("pipeline-with-a-late-budget", batch);
    }

    @Test
    void withSpendingBefore() {
        script.spent = Map.of(0, NanoUsd.of(Script.COST));
        save(
                "pipeline-with-spending-before",
                start("pipeline-with-spending-before", script, spec().with(SpecKey.BUDGET_USD, BigDecimal.ONE)));
    }

    @Test
    void reduced() {
        script.stages = List.of(stage("extract", 1, 8));
        script.reduce = stage("sum", 1, 4);
        BatchWorkflow batch = start("reduced", script, spec());
        save("reduced", batch);
        save("shard-of-a-reduce-level", "batch/reduced/shard/0002");
    }

    private static PlannedStage stage(String name, int samples, int concurrency) {
        return new PlannedStage(name, Script.POOL, "m", samples, concurrency, 60, NanoUsd.of(Script.WORST));
    }
}
