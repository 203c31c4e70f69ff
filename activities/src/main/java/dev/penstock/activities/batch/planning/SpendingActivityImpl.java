package dev.penstock.activities.batch.planning;

import dev.penstock.activities.pipeline.reduce.LevelSpending;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.SlicesLeft;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.batch.SpendingActivity;
import dev.penstock.store.ResultLog;
import dev.penstock.store.Store;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.ShardPlan;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The activity that tells a shard how much was spent on its unfinished slices. */
public final class SpendingActivityImpl implements SpendingActivity {
    private final PlanFiles plans;
    private final SlicesLeft slicesLeft;
    private final UnfinishedSpend spending;
    private final LevelSpending levels;

    public SpendingActivityImpl(Store store, ResultLog log, ModelPools pools) {
        this.plans = new PlanFiles(store);
        this.slicesLeft = new SlicesLeft(store);
        this.spending = new UnfinishedSpend(store, log, pools);
        this.levels = new LevelSpending(store, log, pools);
    }

    @Override
    public Map<Integer, NanoUsd> ofShard(BatchId batch, int shard, int round) {
        try {
            StoredPlan plan = plans.get(batch);
            if (shard >= plan.shards()) {
                return levels.of(batch, shard, Objects.requireNonNull(plan.reduce()), round);
            }
            ShardPlan found = plans.shard(batch, plan, shard);
            return spending.of(batch, plan, found, slicesLeft.of(batch, plan, found), round);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
