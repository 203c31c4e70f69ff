package dev.penstock.workflows;

import dev.penstock.contracts.NanoUsd;
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

    /** Returns whether a shard that begins has such slices, of an earlier life of its batch. */
    static boolean mayBeIn(ShardInput shard) {
        ShardMoney money = shard.money();
        return money != null && money.lease().demands() == 0 && shard.mayBeLogged();
    }

    /** Returns the cost by slice, or by slice and step; to be asked while nothing of the shard is under way. */
    static Map<Integer, NanoUsd> of(ShardInput shard) {
        return amounts(Activities.spending("add up what shard " + shard.shard() + " has spent")
                .ofShard(shard.batch(), shard.shard(), shard.round()));
    }

    /** Returns the cost by shard of those that are still to run, as far as it was known when the batch was planned. */
    static Map<Integer, NanoUsd> spent(@Nullable Plan plan, ShardSet unfinished) {
        Map<Integer, NanoUsd> spent = new TreeMap<>();
        if (plan != null && plan.spent() != null) {
            spent.putAll(amounts(plan.spent()));
            spent.keySet().removeIf(shard -> !unfinished.contains(shard));
        }
        return spent;
    }

    private static Map<Integer, NanoUsd> amounts(Map<Integer, Long> nanoUsd) {
        Map<Integer, NanoUsd> amounts = new TreeMap<>();
        nanoUsd.forEach((key, amount) -> amounts.put(key, NanoUsd.of(amount)));
        return amounts;
    }
}
