package dev.penstock.workflows;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.stage.PlannedStage;
import dev.penstock.contracts.stage.StageTotal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each stage's calls brought so far. */
final class StageTotals {
    private final List<StageTotal> totals;

    StageTotals(List<PlannedStage> stages, @Nullable List<StageTotal> before) {
        totals = before == null
                ? new ArrayList<>(stages.stream()
                        .map(stage -> new StageTotal(stage.name(), Receipt.NONE))
                        .toList())
                : new ArrayList<>(before);
    }

    void add(int stage, Receipt receipt) {
        StageTotal before = totals.get(stage);
        totals.set(stage, new StageTotal(before.name(), before.receipt().plus(receipt)));
    }

    /** Of all calls that have ended, also of slices that are still on their way. */
    Cost cost() {
        return totals.stream().map(total -> total.receipt().cost()).reduce(Cost.NONE, Cost::plus);
    }

    List<StageTotal> all() {
        return List.copyOf(totals);
    }
}
