package dev.penstock.contracts.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.pipeline.StageTotal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a shard when a run of it begins: at its start, or where the previous run continued as new.
 *
 * @param urgency the current urgency of the shard's calls
 * @param paused whether the shard waits to be resumed
 * @param mayBeLogged whether the result log may have results of the shard's slices already
 * @param finished the receipt of finished requests
 * @param totals the receipts of each stage's calls; null = nothing yet
 * @param slicesLeft by step, the slices that go through it next; null = all slices begin with the first step
 * @param money what the shard may spend; null = unlimited
 * @param joined by the first one's number, how many planned slices were sent as one and are left; null = none
 */
public record ShardCheckpoint(
        Urgency urgency,
        boolean paused,
        boolean mayBeLogged,
        Receipt finished,
        @Nullable List<StageTotal> totals,
        @Nullable List<ShardSet> slicesLeft,
        @Nullable ShardMoney money,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<Integer, Integer> joined) {
    /** Returns the state of a shard at its start. */
    public static ShardCheckpoint start(Urgency urgency, boolean mayBeLogged, @Nullable ShardMoney money) {
        return new ShardCheckpoint(urgency, false, mayBeLogged, Receipt.NONE, null, null, money, null);
    }
}
