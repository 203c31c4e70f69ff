package dev.penstock.contracts.shard;

import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.pipeline.StageTotal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a shard stands when a run of it begins: at its beginning, or where the run before continued as new.
 *
 * @param urgency how urgent its calls are now
 * @param paused whether it waits to be resumed
 * @param mayBeLogged whether the result log may have results of its slices already
 * @param finished what its finished requests brought
 * @param totals of each stage, what its calls brought; null = nothing yet
 * @param slicesLeft by step, the slices that are to go through it next; null = all through the first
 * @param money what it may spend; null = anything
 */
public record ShardCheckpoint(
        Urgency urgency,
        boolean paused,
        boolean mayBeLogged,
        Receipt finished,
        @Nullable List<StageTotal> totals,
        @Nullable List<ShardSet> slicesLeft,
        @Nullable ShardMoney money) {
    /** Where a shard begins. */
    public static ShardCheckpoint start(Urgency urgency, boolean mayBeLogged, @Nullable ShardMoney money) {
        return new ShardCheckpoint(urgency, false, mayBeLogged, Receipt.NONE, null, null, money);
    }
}
