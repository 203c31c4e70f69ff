package dev.penstock.workflows.recording;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.workflows.TestingLane;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Batches that go through the provider's batch API, and their parts there. */
class RecordProviderBatches extends HistoryRecording {
    private final Script script = new Script(20, 10);
    private final TestingLane lane = new TestingLane(2, 10, System::currentTimeMillis);

    RecordProviderBatches() {
        script.lane = lane;
    }

    @Test
    void completed() {
        lane.takes(Duration.ofSeconds(3));
        saveLane("by-the-provider", start("by-the-provider", script, spec().with(SpecKey.LANE, "provider-batch")));
    }

    @Test
    void waitsForRoomAndSubmitsFailuresOnceMore() {
        lane.leaves(2);
        saveLane("submitted-twice", start("submitted-twice", script, spec().with(SpecKey.LANE, "provider-batch")));
    }

    @Test
    void rescued() {
        lane.stallsAt(4);
        saveLane(
                "rescued",
                start("rescued", script, spec().with(SpecKey.LANE, "auto").with(SpecKey.DEADLINE, "30s")));
    }

    @Test
    void cancelled() {
        lane.stallsAt(4);
        BatchWorkflow batch = start("cancelled-at-the-provider", script, spec().with(SpecKey.LANE, "provider-batch"));
        until("batches at the provider", () -> lane.count("look") > 2);
        WorkflowStub.fromTyped(batch).cancel();
        saveLane("cancelled-at-the-provider", batch);
    }

    @Test
    void heldUntilAPersonMendsTheKey() {
        lane.failsOnce(ApplicationFailure.newNonRetryableFailure("401 invalid_api_key", FailureTypes.HOLD));
        BatchWorkflow batch = start("held-at-the-provider", script, spec().with(SpecKey.LANE, "provider-batch"));
        awaitState(batch, BatchState.PAUSED);
        batch.resume();
        saveLane("held-at-the-provider", batch);
    }

    private void saveLane(String name, BatchWorkflow batch) {
        awaitEnd(batch);
        BatchId id = new BatchId(name);
        save("batch-" + name, id.workflowId());
        save("provider-batch-" + name, id.providerWorkflowId(1));
    }
}
