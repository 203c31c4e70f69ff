package dev.penstock.workflows.recording;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import io.temporal.activity.Activity;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Plain batches and their shards. */
class RecordBatches extends HistoryRecording {
    private final Script script = new Script(13, 5);

    @Test
    void completed() {
        save("completed", start("completed", script, spec()));
    }

    @Test
    void withRetries() {
        script.faults = input -> {
            if (Activity.getExecutionContext().getInfo().getAttempt() == 1) {
                throw ApplicationFailure.newFailure("503 busy", FailureTypes.TRY_AGAIN);
            }
        };
        save("with-retries", start("with-retries", script, spec()));
    }

    @Test
    void withDeadLetters() {
        script.deadLetters = input -> input.slice().line() % 3 == 0;
        save("with-dead-letters", start("with-dead-letters", script, spec()));
    }

    @Test
    void failingOnTruncatedAnswers() {
        script.deadLetters = input -> input.slice().line() % 3 == 0;
        save("failing-on-truncated", start("failing-on-truncated", script, spec().with(SpecKey.FAIL_ON, "truncated")));
    }

    @Test
    void pausedAndResumed() {
        script.hold();
        BatchWorkflow batch = start("paused-and-resumed", script, spec());
        awaitCalls("paused-and-resumed");
        batch.pause("lunch");
        awaitState(batch, BatchState.PAUSED);
        awaitRecalled("paused-and-resumed", 5);
        script.letGo();
        batch.resume();
        save("paused-and-resumed", batch);
    }

    @Test
    void withNewPriority() {
        script.hold();
        BatchWorkflow batch = start("with-new-priority", script, spec());
        awaitCalls("with-new-priority");
        batch.setPriority(Urgency.HIGH);
        awaitRecalled("with-new-priority", 5);
        script.letGo();
        save("with-new-priority", batch);
    }

    @Test
    void cancelled() {
        script.hold();
        BatchWorkflow batch = start("cancelled", script, spec());
        awaitCalls("cancelled");
        WorkflowStub.fromTyped(batch).cancel();
        save("cancelled", batch);
    }

    @Test
    void expired() {
        script.hold();
        save("expired", start("expired", script, spec().with(SpecKey.DEADLINE, "3s")));
    }

    @Test
    void failFast() {
        script.deadLetters = input -> input.slice().line() == 3;
        save("fail-fast", start("fail-fast", script, spec().with(SpecKey.FAILURE, "fail-fast")));
    }

    @Test
    void pausedByItsAlert() {
        Script large = new Script(60, 30);
        large.shardsAtOnce = 1;
        large.deadLetters = input -> input.slice().line() <= 30;
        BatchWorkflow batch = start("paused-by-its-alert", large, spec().with(SpecKey.PAUSE_ON_ALERT, true));
        awaitState(batch, BatchState.PAUSED);
        // The end of the shard that told of it is another alert.
        until("the batch to go on", () -> resumeUntilCompleted(batch));
        save("paused-by-its-alert", batch);
    }

    @Test
    void heldUntilAPersonMendsTheKey() {
        AtomicBoolean mended = new AtomicBoolean();
        script.faults = input -> {
            if (!mended.get()) {
                throw ApplicationFailure.newNonRetryableFailure("401 invalid_api_key", FailureTypes.HOLD);
            }
        };
        BatchWorkflow batch = start("held", script, spec());
        awaitState(batch, BatchState.PAUSED);
        mended.set(true);
        // Each shard with a call that failed holds the batch.
        until("the batch to go on", () -> resumeUntilCompleted(batch));
        save("held", batch);
    }

    @Test
    void heldUntilTheQuotaReturns() {
        Instant returns = Instant.now().plusSeconds(5);
        script.faults = input -> {
            if (Instant.now().isBefore(returns)) {
                throw ApplicationFailure.newNonRetryableFailure("429 the day is used up", FailureTypes.HOLD, returns);
            }
        };
        BatchWorkflow batch = start("held-until-the-quota-returns", script, spec());
        awaitState(batch, BatchState.PAUSED);
        save("held-until-the-quota-returns", batch);
    }

    @Test
    void brokenByABug() {
        script.faults = input -> {
            throw ApplicationFailure.newNonRetryableFailure("it does not add up", FailureTypes.DOES_NOT_ADD_UP);
        };
        save("broken", start("broken", script, spec()));
    }

    @Test
    void aShardThatContinuesAsNew() {
        Script large = new Script(200, 200);
        BatchWorkflow batch = start("of-a-long-shard", large, spec());
        awaitEnd(batch);
        BatchId id = new BatchId("of-a-long-shard");
        save("shard-continued-as-new", firstRun(id));
        save("shard-after-continuing-as-new", id.shardWorkflowId(0));
    }

    @Test
    void aBatchThatContinuesAsNew() {
        Script large = new Script(60, 1);
        BatchWorkflow batch = start("of-many-shards", large, spec());
        WorkflowExecution first = WorkflowStub.fromTyped(batch).describe().getExecution();
        awaitEnd(batch);
        save("batch-continued-as-new", first);
        save("batch-after-continuing-as-new", first.getWorkflowId());
    }

    private static boolean resumeUntilCompleted(BatchWorkflow batch) {
        BatchState state = batch.progress().state();
        if (state == BatchState.PAUSED) {
            batch.resume();
        }
        return WorkflowStub.fromTyped(batch).describe().getStatus()
                == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
    }
}
