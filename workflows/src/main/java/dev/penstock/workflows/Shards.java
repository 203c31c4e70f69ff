package dev.penstock.workflows;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.ShardWorkflow;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** A batch's shards as child workflows. */
final class Shards {
    /** When a task that went to a worker is taken to be lost with it; Temporal's default is ten seconds. */
    private static final Duration DEAD_WORKER = Duration.ofSeconds(5);

    private Shards() {}

    static ShardWorkflow child(BatchId batch, BatchSpec spec, int shard, String summary) {
        return Workflow.newChildWorkflowStub(
                ShardWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(batch.shardWorkflowId(shard))
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setWorkflowTaskTimeout(DEAD_WORKER)
                        .setPriority(Priorities.of(spec.priority(), null, 1, 1))
                        .setStaticSummary(summary)
                        .build());
    }
}
