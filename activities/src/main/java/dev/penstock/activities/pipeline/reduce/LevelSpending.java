package dev.penstock.activities.pipeline.reduce;

import dev.penstock.activities.budget.LoggedCost;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.Store;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Computes the most that the slices of a reduce level have cost. */
public final class LevelSpending {
    private final ResultLog log;
    private final ModelPools pools;
    private final LevelFiles files;

    public LevelSpending(Store store, ResultLog log, ModelPools pools) {
        this.log = log;
        this.pools = pools;
        this.files = new LevelFiles(store);
    }

    /** Returns the cost by slice index. */
    public Map<Integer, NanoUsd> of(BatchId batch, int shard, PlannedStage stage, int round) throws IOException {
        ReduceLevelPlan level = files.of(batch, shard);
        NavigableMap<Long, Slice> slices = new TreeMap<>();
        level.shard(shard).slices().forEach(slice -> slices.put(slice.line(), slice));
        ShardLog logged = log.stage(level.log(stage.name())).read(batch, shard);
        return LoggedCost.bySlice(
                logged,
                round,
                line -> Optional.ofNullable(slices.floorEntry(line)).map(Map.Entry::getValue),
                (slice, line) -> pools.worst(slice, files.read(batch, slice), line));
    }
}
