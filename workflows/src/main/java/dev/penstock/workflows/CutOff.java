package dev.penstock.workflows;

import dev.penstock.contracts.Plan;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardMoney;
import dev.penstock.contracts.ShardSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What slices have cost that were cut off, and are to begin again: with a budget that has to be known first. */
final class CutOff {
    private CutOff() {}

    /** Whether a shard that begins has such slices, of an earlier life of its batch. */
    static boolean mayBeIn(ShardInput shard) {
        ShardMoney money = shard.from().money();
        return money != null && money.asks() == 0 && shard.from().mayBeLogged();
    }

    /** By slice, or by slice and step; to be asked while nothing of the shard is under way. */
    static Map<Integer, Long> of(ShardInput shard) {
        return Activities.spending("add up what shard " + shard.shard() + " has spent")
                .ofShard(shard.batch(), shard.shard(), shard.terms().round());
    }

    /** As far as it was known when the batch was planned, by the shards that are still to run. */
    static Map<Integer, Long> spent(@Nullable Plan plan, ShardSet unfinished) {
        Map<Integer, Long> spent = new TreeMap<>();
        if (plan != null && plan.spent() != null) {
            spent.putAll(plan.spent());
            spent.keySet().removeIf(shard -> !unfinished.contains(shard));
        }
        return spent;
    }
}
