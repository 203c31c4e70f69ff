package dev.penstock.workflows;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.BatchWorkflow;
import dev.penstock.contracts.CacheUse;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardMoney;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.ShardWorkflow;
import dev.penstock.contracts.stage.PipelineShardWorkflow;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A batch's shards as child workflows. */
final class Shards {
    /** Enough to keep a backlog on the pool's queue, few enough for a shard's history and a quick pause. */
    static final int SLICES_IN_FLIGHT = 64;

    /** When a task that went to a worker is taken to be lost with it; Temporal's default is ten seconds. */
    private static final Duration DEAD_WORKER = Duration.ofSeconds(5);

    private Shards() {}

    static ShardWorkflow child(BatchId batch, BatchSpec spec, int shard, long requests) {
        return Workflow.newChildWorkflowStub(
                ShardWorkflow.class, options(batch, spec, shard, summary(spec, shard, requests)));
    }

    static PipelineShardWorkflow pipelineChild(BatchId batch, BatchSpec spec, int shard, String summary) {
        return Workflow.newChildWorkflowStub(PipelineShardWorkflow.class, options(batch, spec, shard, summary));
    }

    static String summary(BatchSpec spec, int shard, long requests) {
        long first = (long) shard * spec.shard() + 1;
        long last = Math.min(requests, first + spec.shard() - 1);
        return "requests %,d to %,d".formatted(first, last);
    }

    private static ChildWorkflowOptions options(BatchId batch, BatchSpec spec, int shard, String summary) {
        return ChildWorkflowOptions.newBuilder()
                .setWorkflowId(batch.shardWorkflowId(shard))
                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setWorkflowTaskTimeout(DEAD_WORKER)
                .setPriority(Priorities.of(spec.priority(), null, 1, 1))
                .setStaticSummary(summary)
                .build();
    }

    /** By id alone: a shard that has continued as new has another run than the one we started. */
    static ShardWorkflow running(BatchId batch, int shard) {
        return Workflow.newExternalWorkflowStub(ShardWorkflow.class, batch.shardWorkflowId(shard));
    }

    static Promise<Void> tellBatch(BatchId id, Consumer<BatchWorkflow> message) {
        BatchWorkflow batch = Workflow.newExternalWorkflowStub(BatchWorkflow.class, id.workflowId());
        return Async.procedure(() -> {
            try {
                message.accept(batch);
            } catch (TemporalFailure gone) {
                Workflow.getLogger(Shards.class).info("Batch {} is not there to be told", id);
            }
        });
    }

    /** The same shard in its next run. */
    static ShardInput continued(
            ShardInput shard,
            ShardCourse course,
            Receipt soFar,
            @Nullable ShardSet slicesLeft,
            @Nullable ShardMoney money) {
        return new ShardInput(
                shard.batch(),
                shard.shard(),
                shard.round(),
                course.mayBeLogged(),
                course.isPaused(),
                shard.failure(),
                course.urgency(),
                shard.tenant(),
                shard.weight(),
                shard.alertErrorRate(),
                shard.slicesInFlight(),
                soFar,
                slicesLeft,
                money,
                shard.cache());
    }

    /**
     * @param spent what its slices have cost already
     * @param limited whether it may spend only what it is given
     */
    static ShardInput input(
            BatchId batch, BatchSpec spec, int shard, boolean mayBeLogged, NanoUsd spent, boolean limited) {
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
                limited ? ShardMoney.of(spent) : null,
                CacheUse.of(spec));
    }
}
