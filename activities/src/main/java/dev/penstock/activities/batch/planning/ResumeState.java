package dev.penstock.activities.batch.planning;

import dev.penstock.activities.Receipts;
import dev.penstock.activities.pipeline.reduce.Reduced;
import dev.penstock.activities.plan.SlicesLeft;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.Result;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.ShardPlan;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds out which results of a batch the result log already has, and so which slices are left. */
final class ResumeState {
    private final Store store;
    private final PlanFiles files;
    private final Runnable heartbeat;
    private final SlicesLeft slicesLeft;
    private final UnfinishedSpend spending;

    ResumeState(Store store, PlanFiles files, UnfinishedSpend spending, Runnable heartbeat) {
        this.store = store;
        this.files = files;
        this.spending = spending;
        this.heartbeat = heartbeat;
        this.slicesLeft = new SlicesLeft(store);
    }

    /**
     * @param resumed whether the result log may have more results than planning itself wrote
     */
    Plan plan(BatchId batch, StoredPlan stored, BatchSpec spec, boolean resumed) throws IOException {
        Left left = new Left();
        if (resumed || stored.skipped() > 0 || hasDuplicates(stored)) {
            look(batch, stored, spec, left);
        } else {
            slicesLeft.all(batch);
            left.shards.set(0, stored.shards());
        }
        return new Plan(
                stored.results(),
                stored.shards(),
                ShardSet.of(left.shards.stream()),
                left.finished.plus(reduced(batch, stored, spec)),
                resumed,
                stored.inputTokens(),
                stored.shardsInFlight(),
                stored.pools(),
                null,
                stored.stages(),
                stored.reduce(),
                hasDuplicates(stored) ? stored.duplicates() : null,
                left.spent.isEmpty() ? null : left.spent,
                null,
                null);
    }

    private static boolean hasDuplicates(StoredPlan stored) {
        return stored.duplicates() != null && stored.duplicates() > 0;
    }

    private Receipt reduced(BatchId batch, StoredPlan stored, BatchSpec spec) throws IOException {
        return Reduced.of(store, batch, stored)
                .map(reduced -> reduced.finished(spec.round()))
                .orElse(Receipt.NONE);
    }

    private void look(BatchId batch, StoredPlan stored, BatchSpec spec, Left left) throws IOException {
        try (AtomicFile draft = slicesLeft.begin(batch)) {
            files.eachShard(batch, shard -> {
                heartbeat.run();
                BitSet slices = look(batch, shard, spec, left);
                slicesLeft.add(draft, stored, slices);
                if (spec.budgetUsd().isPresent() && !slices.isEmpty()) {
                    left.spent(shard.shard(), spending.of(batch, stored, shard, these(shard, slices), spec.round()));
                }
            });
            draft.publish();
        }
    }

    private static List<Slice> these(ShardPlan shard, BitSet slices) {
        return shard.slices().stream()
                .filter(slice -> slices.get(slice.index()))
                .toList();
    }

    /**
     * Reads the results of a shard. A shard's log has results of its own lines only, so counting them tells whether the
     * shard is complete.
     *
     * @return the slices that are left
     */
    private BitSet look(BatchId batch, ShardPlan shard, BatchSpec spec, Left left) {
        try (ShardResults results = store.results(batch, shard.shard())) {
            Set<Long> skipped = Set.copyOf(shard.skipped());
            NavigableMap<Long, Result> counting = new TreeMap<>(results.byLine());
            counting.values()
                    .removeIf(result ->
                            !result.isAnswered() && result.round() < spec.round() && !skipped.contains(result.line()));
            // Skipped lines and duplicates are in no slice, so they are counted here. Duplicates without a result get
            // one when all other requests have theirs.
            left.add(Stream.concat(skipped.stream(), shard.duplicates().stream())
                    .filter(counting::containsKey)
                    .map(counting::remove)
                    .toList());
            if (counting.size()
                    == shard.slices().stream().mapToInt(Slice::requests).sum()) {
                left.add(counting.values());
                return new BitSet();
            }
            left.shards.set(shard.shard());
            return slices(shard.slices(), counting, spec, left);
        }
    }

    private static BitSet slices(List<Slice> slices, NavigableMap<Long, Result> counting, BatchSpec spec, Left left) {
        BitSet unfinished = new BitSet();
        for (Slice slice : slices) {
            boolean isLast = slice.index() == slices.size() - 1;
            long end = isLast ? Long.MAX_VALUE : slices.get(slice.index() + 1).line();
            Collection<Result> results = counting.subMap(slice.line(), end).values();
            // A batch that was stopped by a dead letter meets the dead letter again, and does not continue past it.
            boolean stops = spec.failure() == FailurePolicy.FAIL_FAST
                    && !results.stream().allMatch(Result::isAnswered);
            if (results.size() == slice.requests() && !stops) {
                left.add(results);
            } else {
                unfinished.set(slice.index());
            }
        }
        return unfinished;
    }

    private static final class Left {
        private final BitSet shards = new BitSet();
        private final Map<Integer, NanoUsd> spent = new TreeMap<>();
        private Receipt finished = Receipt.NONE;

        private void spent(int shard, Map<Integer, NanoUsd> bySlice) {
            if (!bySlice.isEmpty()) {
                spent.put(shard, NanoUsd.sum(bySlice.values()));
            }
        }

        private void add(Collection<Result> results) {
            finished = finished.plus(Receipts.of(results));
        }
    }
}
