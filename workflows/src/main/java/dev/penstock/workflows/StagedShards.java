package dev.penstock.workflows;

import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.Carried;
import dev.penstock.contracts.Plan;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.stage.PipelineShardInput;
import dev.penstock.contracts.stage.PlannedStage;
import dev.penstock.contracts.stage.StageTotal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The running shards of a pipeline, with their parts of the stages' limits. */
final class StagedShards {
    private final Fleet running;
    private @Nullable StageShares shares;
    private @Nullable List<StageTotal> totals;
    private int toCome;

    StagedShards(Fleet running) {
        this.running = running;
    }

    void restore(Carried carried) {
        totals = carried.stages();
    }

    /** What the calls of shards that ended brought, by stage; null before any did, and where there are no stages. */
    @Nullable
    List<StageTotal> totals() {
        return totals;
    }

    /**
     * @param unfinished all that have not come to their end, those that run among them
     */
    void start(Plan plan, BatchSpec spec, ShardInput input, ShardSet unfinished, Fleet.Ended ended, Runnable started) {
        List<PlannedStage> stages = Objects.requireNonNull(plan.stages());
        if (shares == null) {
            toCome = unfinished.size();
            shares = new StageShares(stages, Math.min(toCome, plan.shardsInFlight()));
        }
        toCome--;
        StageShares parts = shares;
        PipelineShardInput whole = new PipelineShardInput(input, stages, parts.take(input.shard()), null, null);
        running.start(
                Shards.pipelineChild(input.batch(), spec, input.shard(), plan.requests()),
                whole,
                (shard, result, failure) -> {
                    parts.ended(shard, toCome)
                            .forEach((other, limits) -> Fleet.tellLimits(input.batch(), other, limits));
                    add(result);
                    ended.with(shard, result, failure);
                },
                started);
    }

    private void add(@Nullable ShardResult result) {
        if (result != null) {
            totals = StageTotal.sum(totals, result.stages());
        }
    }
}
