package dev.penstock.activities.pipeline.reduce;

import dev.penstock.activities.Receipts;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardSet;
import dev.penstock.store.Result;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.plan.ShardPlan;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * The progress of a reduce level.
 *
 * @param finished what the level's finished shards have used and counted
 * @param failed number of the level's dead letters
 */
record LevelStand(ShardSet unfinished, Receipt finished, long failed) {
    static LevelStand of(Store store, BatchId batch, String stage, ReduceLevelPlan level, int round) {
        BitSet unfinished = new BitSet();
        Receipt finished = Receipt.NONE;
        long failed = 0;
        for (ShardPlan shard : level.shards()) {
            List<Result> counting = counting(store, batch, shard, level.log(stage), round);
            if (counting.size() == shard.requests()) {
                finished = finished.plus(Receipts.of(counting));
                failed +=
                        counting.stream().filter(result -> !result.isAnswered()).count();
            } else {
                unfinished.set(shard.shard());
            }
        }
        return new LevelStand(new ShardSet(unfinished), finished, failed);
    }

    /** Returns the results that count; dead letters of earlier rounds do not, because they are called again. */
    private static List<Result> counting(Store store, BatchId batch, ShardPlan shard, String log, int round) {
        try (ShardResults results = store.results(batch, shard.shard(), log)) {
            Collection<Result> all = results.byLine().values();
            return all.stream()
                    .filter(result -> result.isAnswered() || result.round() >= round)
                    .toList();
        }
    }
}
