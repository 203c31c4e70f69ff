package dev.penstock.activities.batch.planning;

import dev.penstock.activities.budget.LoggedCost;
import dev.penstock.activities.pipeline.stage.StageSpending;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.store.ResultLog;
import dev.penstock.store.Store;
import dev.penstock.store.plan.ShardPlan;
import dev.penstock.store.plan.StoredPlan;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The most that the unfinished slices of a shard have cost so far. */
final class UnfinishedSpend {
    private final Store store;
    private final ResultLog log;
    private final ModelPools pools;

    UnfinishedSpend(Store store, ResultLog log, ModelPools pools) {
        this.store = store;
        this.log = log;
        this.pools = pools;
    }

    /**
     * Returns the cost by slice index; for a pipeline by slice index × steps + step.
     *
     * @param left the unfinished slices
     */
    Map<Integer, NanoUsd> of(BatchId batch, StoredPlan plan, ShardPlan shard, Iterable<Slice> left, int round) {
        NavigableMap<Long, Slice> all = new TreeMap<>();
        shard.slices().forEach(slice -> all.put(slice.line(), slice));
        TreeMap<Integer, Slice> unfinished = new TreeMap<>();
        left.forEach(slice -> unfinished.put(slice.index(), slice));
        if (plan.stages() != null) {
            return new StageSpending(
                            store,
                            log,
                            (stage, url, body) -> pools.worstCase(stage.pool()).of(url, body))
                    .of(batch, shard.shard(), plan, line -> slice(line, all, unfinished), round);
        }
        return LoggedCost.bySlice(
                log.read(batch, shard.shard()),
                round,
                line -> slice(line, all, unfinished),
                (slice, line) -> pools.worst(slice, store.read(batch, slice), line));
    }

    private static Optional<Slice> slice(long line, NavigableMap<Long, Slice> all, Map<Integer, Slice> unfinished) {
        return Optional.ofNullable(all.floorEntry(line))
                .map(entry -> unfinished.get(entry.getValue().index()));
    }
}
