package dev.penstock.workflows;

import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.Carried;
import dev.penstock.contracts.Plan;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.stage.PipelineShardInput;
import dev.penstock.contracts.stage.PlannedStage;
import dev.penstock.contracts.stage.ReduceLevel;
import dev.penstock.contracts.stage.StageTotal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The running shards of a pipeline, with their parts of the stages' limits. */
final class StagedShards {
    private final Fleet running;
    private @Nullable StageShares shares;
    private @Nullable List<StageTotal> totals;
    private @Nullable ReduceLevel level;
    private int toCome;

    StagedShards(Fleet running) {
        this.running = running;
    }

    /** Those of a level are not among them: the store knows them. */
    static ShardSet ofTheBatch(Carried carried) {
        int own = carried.plan().shards();
        return ShardSet.of(carried.unfinished().stream().filter(shard -> shard < own));
    }

    void restore(Carried carried) {
        totals = carried.stages();
    }

    /** What the calls of shards that ended brought, by stage; null before any did, and where there are no stages. */
    @Nullable
    List<StageTotal> totals() {
        return totals;
    }

    /** A level of answers that become fewer is to be sent next. */
    void level(ReduceLevel next) {
        level = next;
        shares = null;
    }

    /**
     * @param unfinished all that have not come to their end, those that run among them
     */
    void start(Plan plan, BatchSpec spec, ShardInput input, ShardSet unfinished, Fleet.Ended ended, Runnable started) {
        List<PlannedStage> stages =
                level == null ? Objects.requireNonNull(plan.stages()) : List.of(Objects.requireNonNull(plan.reduce()));
        if (shares == null) {
            toCome = unfinished.size();
            shares = new StageShares(stages, Math.min(toCome, plan.shardsInFlight()));
        }
        toCome--;
        StageShares parts = shares;
        PipelineShardInput whole = new PipelineShardInput(input, stages, parts.take(input.shard()), null, null);
        running.start(
                Shards.pipelineChild(input.batch(), spec, input.shard(), summary(plan, spec, input.shard())),
                whole,
                (shard, result, failure) -> {
                    parts.ended(shard, toCome)
                            .forEach((other, limits) -> Fleet.tellLimits(input.batch(), other, limits));
                    add(result);
                    ended.with(shard, result, failure);
                },
                started);
    }

    private String summary(Plan plan, BatchSpec spec, int shard) {
        return level == null
                ? Shards.summary(spec, shard, plan.requests())
                : "%s, level %d of %,d groups"
                        .formatted(Objects.requireNonNull(plan.reduce()).name(), level.level(), level.requests());
    }

    private void add(@Nullable ShardResult result) {
        if (result != null) {
            totals = StageTotal.sum(totals, result.stages());
        }
    }
}
