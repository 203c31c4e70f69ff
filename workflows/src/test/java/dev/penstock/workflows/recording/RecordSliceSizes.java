package dev.penstock.workflows.recording;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import io.temporal.activity.Activity;
import org.junit.jupiter.api.Test;

/** Shards whose slices follow the rate of their pool. */
class RecordSliceSizes extends HistoryRecording {
    @Test
    void joinedToTheSizeThatEachReceiptAsksFor() {
        Script script = new Script(60, 30);
        script.sizing = input -> new SliceSizing(input.slice().requests() % 7 + 2, 20);
        save("of-sizes", start("of-sizes", script, spec()));
    }

    @Test
    void pausedAndSentAgainAsTheyWere() {
        Script script = new Script(24, 12);
        script.sizing = input -> new SliceSizing(4, 20);
        script.hold();
        BatchWorkflow batch = start("of-sizes-paused", script, spec());
        awaitCalls("of-sizes-paused");
        batch.pause("lunch");
        awaitState(batch, BatchState.PAUSED);
        awaitRecalled("of-sizes-paused", 2);
        script.letGo();
        batch.resume();
        save("of-sizes-paused", batch);
    }

    @Test
    void continuedAsNew() {
        Script script = new Script(300, 300);
        script.sizing = input -> new SliceSizing(input.slice().index() < 12 ? 3 : 2, 20);
        script.faults = input -> {
            if (input.slice().index() == 150
                    && Activity.getExecutionContext().getInfo().getAttempt() < 4) {
                throw new IllegalStateException("once more");
            }
        };
        awaitEnd(start("of-sizes-long", script, spec()));
        BatchId id = new BatchId("of-sizes-long");
        save("shard-of-sizes-continued-as-new", firstRun(id));
        save("shard-of-sizes-after-continuing-as-new", id.shardWorkflowId(0));
    }
}
