package dev.penstock.workflows;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardMoney;
import dev.penstock.contracts.ShardWorkflow;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** A batch's shards as child workflows. */
final class Shards {
    /** Enough to keep a backlog on the pool's queue, few enough for a shard's history and a quick pause. */
    static final int SLICES_IN_FLIGHT = 64;

    /** When a task that went to a worker is taken to be lost with it; Temporal's default is ten seconds. */
    private static final Duration DEAD_WORKER = Duration.ofSeconds(5);

    private Shards() {}

    static ShardWorkflow child(BatchId batch, BatchSpec spec, int shard, long requests) {
        long first = (long) shard * spec.shard() + 1;
        long last = Math.min(requests, first + spec.shard() - 1);
        return Workflow.newChildWorkflowStub(
                ShardWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(batch.shardWorkflowId(shard))
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .setWorkflowTaskTimeout(DEAD_WORKER)
                        .setPriority(Priorities.of(spec.priority(), null, 1, 1))
                        .setStaticSummary("requests %,d to %,d".formatted(first, last))
                        .build());
    }

    /** By id alone: a shard that has continued as new has another run than the one we started. */
    static ShardWorkflow running(BatchId batch, int shard) {
        return Workflow.newExternalWorkflowStub(ShardWorkflow.class, batch.shardWorkflowId(shard));
    }

    static ShardInput input(BatchId batch, BatchSpec spec, int shard, boolean mayBeLogged) {
        return new ShardInput(
                batch,
                shard,
                spec.round(),
                mayBeLogged,
                false,
                spec.failure(),
                spec.priority(),
                spec.tenant().orElse(null),
                spec.weight(),
                spec.alertErrorRate(),
                SLICES_IN_FLIGHT,
                Receipt.NONE,
                null,
                spec.budgetUsd().isPresent() ? ShardMoney.NOTHING : null);
    }
}
