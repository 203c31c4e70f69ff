package dev.penstock.workflows;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.shard.ShardInput;
import dev.penstock.contracts.shard.ShardMoney;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cost of slices that were interrupted and begin again; with a budget, it has to be known before they do. */
public final class InterruptedSpend {
    private InterruptedSpend() {}

    /** Returns whether a shard that begins may have interrupted slices, from an earlier run of its batch. */
    public static boolean isPossibleIn(ShardInput shard) {
        ShardMoney money = shard.from().money();
        return money != null && money.lease().demands() == 0 && shard.from().mayBeLogged();
    }

    /** Returns the cost of interrupted slices by slice and step; call it only while no slice is under way. */
    public static Map<Integer, NanoUsd> of(ShardInput shard) {
        return ActivityStubs.spending(shard.terms().store(), "add up what shard " + shard.shard() + " has spent")
                .ofShard(shard.batch(), shard.shard(), shard.terms().round());
    }

    /** Returns the cost of interrupted slices as known when the batch was planned, by shards that are still to run. */
    public static Map<Integer, NanoUsd> spent(@Nullable Plan plan, ShardSet unfinished) {
        Map<Integer, NanoUsd> spent = new TreeMap<>();
        if (plan != null && plan.spent() != null) {
            spent.putAll(plan.spent());
            spent.keySet().removeIf(shard -> !unfinished.contains(shard));
        }
        return spent;
    }
}
