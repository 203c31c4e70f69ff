package dev.penstock.workflows.batch;

import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.ReduceLevel;
import dev.penstock.contracts.pipeline.ShardStages;
import dev.penstock.workflows.pipeline.StageShares;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** Shards that divide the limits of common stages: a batch's own shards, or the shards of one level of its reduce stage. */
final class ShardGroup {
    private final List<PlannedStage> stages;
    private final ShardSet shards;
    private final IntFunction<String> summary;
    private final StageShares shares;
    private int toCome;

    private ShardGroup(Plan plan, List<PlannedStage> stages, ShardSet shards, IntFunction<String> summary) {
        this.stages = stages;
        this.shards = shards;
        this.summary = summary;
        this.toCome = shards.size();
        this.shares = new StageShares(stages, Math.min(toCome, plan.shardsInFlight()));
    }

    static ShardGroup ofBatch(Plan plan, BatchSpec spec, ShardSet unfinished) {
        List<PlannedStage> stages = plan.stages() == null ? List.of() : plan.stages();
        return new ShardGroup(plan, stages, unfinished, shard -> requestsOf(shard, spec, plan));
    }

    static ShardGroup ofLevel(Plan plan, ReduceLevel level) {
        PlannedStage reduce = Objects.requireNonNull(plan.reduce());
        String summary = "%s, level %d of %,d groups".formatted(reduce.name(), level.level(), level.requests());
        return new ShardGroup(plan, List.of(reduce), level.unfinished(), shard -> summary);
    }

    private static String requestsOf(int shard, BatchSpec spec, Plan plan) {
        long first = (long) shard * spec.shard() + 1;
        long last = Math.min(plan.requests(), first + spec.shard() - 1);
        return "requests %,d to %,d".formatted(first, last);
    }

    /** Returns the shards that have not ended. */
    ShardSet shards() {
        return shards;
    }

    /** Returns the line that the Web UI shows for a shard. */
    String summary(int shard) {
        return summary.apply(shard);
    }

    /** Returns the stages for a shard that begins now, with the shard's part of each stage's limit. */
    ShardStages begin(int shard) {
        toCome--;
        return new ShardStages(stages, shares.take(shard));
    }

    /** Returns the new limits of shards whose part grows now that this shard has ended. */
    Map<Integer, List<Integer>> end(int shard) {
        return shares.ended(shard, toCome);
    }
}
