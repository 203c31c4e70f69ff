package dev.penstock.workflows.shard;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.pipeline.StageTotal;
import dev.penstock.contracts.shard.ShardInput;
import dev.penstock.contracts.shard.SliceReceipt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The receipts of a shard's requests so far, and for a pipeline the receipts of each stage's calls. */
final class ShardTotals {
    private final boolean plain;
    private final List<StageTotal> stages;
    private Receipt finished;

    ShardTotals(ShardInput shard) {
        List<StageTotal> before = shard.from().totals();
        plain = shard.stages().isPlain();
        finished = shard.from().finished();
        stages = before == null
                ? new ArrayList<>(shard.stages().stages().stream()
                        .map(stage -> new StageTotal(stage.name(), Receipt.NONE))
                        .toList())
                : new ArrayList<>(before);
    }

    void add(int stage, SliceReceipt receipt) {
        if (plain) {
            finished = finished.plus(receipt.calls());
            return;
        }
        StageTotal before = stages.get(stage);
        stages.set(stage, new StageTotal(before.name(), before.receipt().plus(receipt.calls())));
        if (receipt.finished() != null) {
            finished = finished.plus(receipt.finished());
        }
    }

    /** Returns the receipt of requests that have passed all stages. */
    Receipt finished() {
        return finished;
    }

    /** Returns the cost of all ended calls, including those of slices that have not passed all stages. */
    Cost cost() {
        return plain
                ? finished.cost()
                : stages.stream().map(total -> total.receipt().cost()).reduce(Cost.NONE, Cost::plus);
    }

    /** Returns the receipts of each stage's calls; null for plain requests. */
    @Nullable
    List<StageTotal> ofStages() {
        return plain ? null : List.copyOf(stages);
    }
}
