package dev.penstock.workflows.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.batch.BatchCheckpoint;
import dev.penstock.contracts.batch.BatchDefaults;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.ReduceLevel;
import dev.penstock.contracts.pipeline.StageTotal;
import dev.penstock.contracts.shard.ShardResult;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tracks the specification and the progress of a batch, for its status and for its next run when it continues as new. */
final class ProgressTracker {
    private final PauseState pauseState = new PauseState();
    private BatchSpec spec;
    private Instant started = Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
    private @Nullable Plan plan;
    private ShardSet unfinished = ShardSet.parse("");
    private Receipt finished = Receipt.NONE;
    /** The receipts of the stages' calls in ended shards; null before any shard has ended, and without stages. */
    private @Nullable List<StageTotal> stages;

    /**
     * Creates the tracker of a run.
     *
     * @param carried the state that the previous run handed on; null = this is the first run
     */
    ProgressTracker(BatchSpec spec, @Nullable BatchCheckpoint carried) {
        this.spec = spec;
        if (carried != null) {
            plan = carried.plan();
            unfinished = ofTheBatch(carried);
            finished = carried.finished();
            started = carried.started();
            stages = carried.stages();
            pauseState.restore(carried);
        }
    }

    /** Returns the unfinished shards without those of a reduce level, which the store knows. */
    private static ShardSet ofTheBatch(BatchCheckpoint carried) {
        int own = carried.plan().shards();
        return ShardSet.of(carried.unfinished().stream().filter(shard -> shard < own));
    }

    void change(SpecKey key, @Nullable Object value) {
        spec = spec.with(key, value);
    }

    void planned(Plan fresh) {
        plan = fresh;
        unfinished = fresh.unfinished();
        finished = fresh.finished();
        spec = BatchDefaults.ofTenantWeight(fresh.tenantWeight()).complete(spec);
        if (store() == null && fresh.store() != null) {
            change(SpecKey.STORE, fresh.store().value());
        }
    }

    /** Sets the shards of a reduce level as the unfinished shards. */
    void level(ReduceLevel next) {
        unfinished = next.unfinished();
    }

    void ended(int shard, ShardResult result) {
        finished = finished.plus(result.receipt());
        stages = StageTotal.sum(stages, result.stages());
        unfinished = result.whole() ? unfinished.without(shard) : unfinished;
    }

    void assembled(BatchResult result) {
        finished = result.receipt();
    }

    BatchSpec spec() {
        return spec;
    }

    /** Returns the store whose workers do the batch; null until a worker has planned a batch that names none. */
    @Nullable
    StoreId store() {
        return spec.store().orElse(null);
    }

    /** Returns the pause and the alert of the batch. */
    PauseState pauseState() {
        return pauseState;
    }

    /** Returns the plan; null until the batch is planned. */
    @Nullable
    Plan plan() {
        return plan;
    }

    Instant started() {
        return started;
    }

    /** Returns the shards that have not ended, including running ones. */
    ShardSet unfinished() {
        return unfinished;
    }

    /** Returns the receipt of finished shards. */
    Receipt finished() {
        return finished;
    }

    BatchCheckpoint carried(Plan whole) {
        return new BatchCheckpoint(
                whole,
                unfinished,
                finished,
                started,
                pauseState.pausedBecause(),
                pauseState.isHeld(),
                pauseState.alert(),
                stages,
                pauseState.heldUntil());
    }

    BatchProgress progress(BatchId id, List<Integer> running, boolean assembling) {
        return new BatchProgress(
                        id,
                        state(assembling),
                        plan == null ? 0 : plan.requests(),
                        finished,
                        running,
                        started,
                        pauseState.pausedBecause(),
                        pauseState.isHeld(),
                        pauseState.alert(),
                        spec.budgetUsd().orElse(null))
                .withStages(stages)
                .withDuplicates(plan == null ? null : plan.duplicates())
                .in(store());
    }

    private BatchState state(boolean assembling) {
        if (pauseState.isPaused()) {
            return BatchState.PAUSED;
        }
        if (plan == null) {
            return BatchState.VALIDATING;
        }
        return assembling ? BatchState.FINALIZING : BatchState.IN_PROGRESS;
    }
}
