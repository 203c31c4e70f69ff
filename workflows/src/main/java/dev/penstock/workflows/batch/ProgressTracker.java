package dev.penstock.workflows.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardSet;
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

/** Tracks what a batch is to do and how far it is, for its status and for its next run when it continues as new. */
final class ProgressTracker {
    private final PauseState pauseState = new PauseState();
    private BatchSpec spec;
    private Instant started = Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
    private @Nullable Plan plan;
    private ShardSet unfinished = ShardSet.parse("");
    private Receipt finished = Receipt.NONE;
    /** What the calls of shards that ended brought; null before any did, and where there are no stages. */
    private @Nullable List<StageTotal> stages;

    /**
     * @param carried what the run before has told; null = this is the first
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

    /** Those of a level are not among them: the store knows them. */
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
    }

    /** A level of answers that become fewer is what is left to be sent. */
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

    /** Returns whether the batch is paused and why, and the alert that it shows. */
    PauseState pauseState() {
        return pauseState;
    }

    /** Null until there is one. */
    @Nullable
    Plan plan() {
        return plan;
    }

    Instant started() {
        return started;
    }

    /** All that have not come to their end, those that run among them. */
    ShardSet unfinished() {
        return unfinished;
    }

    /** What came of the others. */
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
                stages);
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
                .withDuplicates(plan == null ? null : plan.duplicates());
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
