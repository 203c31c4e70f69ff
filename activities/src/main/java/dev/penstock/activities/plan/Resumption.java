package dev.penstock.activities.plan;

import dev.penstock.activities.Receipts;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Plan;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardSet;
import dev.penstock.store.Result;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Finds out what the result log already has of a batch, and so what is left to do. */
final class Resumption {
    private final Store store;
    private final PlanFiles files;
    private final Runnable heartbeat;

    Resumption(Store store, PlanFiles files, Runnable heartbeat) {
        this.store = store;
        this.files = files;
        this.heartbeat = heartbeat;
    }

    /**
     * @param resumed whether the log may have more than what planning itself wrote
     */
    Plan plan(BatchId batch, StoredPlan stored, int round, boolean resumed) throws IOException {
        Left left = new Left();
        if (resumed || stored.skipped() > 0) {
            files.eachShard(batch, shard -> {
                heartbeat.run();
                look(batch, shard, round, left);
            });
        } else {
            left.unfinished.set(0, stored.shards());
        }
        return new Plan(
                stored.requests(),
                stored.shards(),
                ShardSet.of(left.unfinished.stream()),
                left.finished,
                resumed,
                stored.inputTokens(),
                stored.shardsInFlight(),
                stored.pools());
    }

    /** A shard's log has results of this shard's lines only, so that counting them tells whether it is whole. */
    private void look(BatchId batch, ShardPlan shard, int round, Left left) {
        try (ShardResults results = store.results(batch, shard.shard())) {
            Set<Long> skipped = Set.copyOf(shard.skipped());
            List<Result> counting = results.byLine().values().stream()
                    .filter(result -> result.isAnswered() || result.round() >= round || skipped.contains(result.line()))
                    .toList();
            if (counting.size() == shard.requests()) {
                left.finished = left.finished.plus(Receipts.of(counting));
                return;
            }
            // No slice has the skipped ones, so nobody else will count them.
            left.finished = left.finished.plus(Receipts.of(counting.stream()
                    .filter(result -> skipped.contains(result.line()))
                    .toList()));
            left.unfinished.set(shard.shard());
        }
    }

    private static final class Left {
        private final BitSet unfinished = new BitSet();
        private Receipt finished = Receipt.NONE;
    }
}
