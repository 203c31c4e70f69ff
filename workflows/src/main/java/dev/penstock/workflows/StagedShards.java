package dev.penstock.workflows;

import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.Plan;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.stage.PipelineShardInput;
import dev.penstock.contracts.stage.PlannedStage;
import dev.penstock.contracts.stage.ReduceLevel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The running shards of a pipeline, with their parts of the stages' limits. */
final class StagedShards {
    private final Fleet running;
    private @Nullable StageShares shares;
    private @Nullable ReduceLevel level;
    private int toCome;

    StagedShards(Fleet running) {
        this.running = running;
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
                    parts.ended(shard, toCome).forEach(running::tellLimits);
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
}
