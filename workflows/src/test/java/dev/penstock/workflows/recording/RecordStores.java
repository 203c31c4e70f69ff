package dev.penstock.workflows.recording;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.workflows.TestingLane;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Batches whose activities go to the queues of a store. */
class RecordStores extends HistoryRecording {
    @Test
    void startedWithoutAStoreAndContinuedAsNew() {
        Script script = new Script(60, 1);
        script.store = Script.STORE;
        BatchWorkflow batch = start("started-without-a-store", script, spec());
        WorkflowExecution first = WorkflowStub.fromTyped(batch).describe().getExecution();
        awaitEnd(batch);
        save("batch-started-without-a-store", first);
        save("batch-started-without-a-store-after-continuing-as-new", first.getWorkflowId());
        save("shard-started-without-a-store", new BatchId("started-without-a-store").shardWorkflowId(0));
    }

    @Test
    void byTheProvider() {
        String name = "of-a-store-by-the-provider";
        Script script = new Script(20, 10);
        TestingLane lane = new TestingLane(2, 10, System::currentTimeMillis);
        lane.takes(Duration.ofSeconds(3));
        script.lane = lane;
        BatchWorkflow batch = start(
                name, script, spec().with(SpecKey.LANE, "provider-batch").with(SpecKey.STORE, Script.STORE.value()));
        awaitEnd(batch);
        save("batch-" + name, new BatchId(name).workflowId());
        save("provider-batch-" + name, new BatchId(name).providerWorkflowId(1));
    }
}
