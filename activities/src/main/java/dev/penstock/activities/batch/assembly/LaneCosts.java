package dev.penstock.activities.batch.assembly;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.batch.LaneReport;
import dev.penstock.store.Result;

/** Adds up what answers cost in the lane that answered them, and what they would have cost in the other lane. */
final class LaneCosts {
    /** The provider's batch API charges half the price. */
    private static final int DISCOUNT = 2;

    private long byBatch;
    private long online;
    private Cost batchCost = Cost.NONE;
    private Cost onlineCost = Cost.NONE;
    private Cost ifAllOnline = Cost.NONE;
    private Cost ifAllBatch = Cost.NONE;

    void add(Result result) {
        if (!result.isAnswered() || result.reuse() != null) {
            return;
        }
        Cost cost = result.costUsd() == null ? Cost.UNKNOWN : Cost.ofUsd(result.costUsd());
        if (result.lane() != null) {
            byBatch++;
            batchCost = batchCost.plus(cost);
            ifAllBatch = ifAllBatch.plus(cost);
            ifAllOnline = ifAllOnline.plus(new Cost(cost.nanoUsd() * DISCOUNT, cost.unpriced(), 0));
        } else {
            online++;
            onlineCost = onlineCost.plus(cost);
            ifAllOnline = ifAllOnline.plus(cost);
            ifAllBatch = ifAllBatch.plus(new Cost(cost.nanoUsd() / DISCOUNT, cost.unpriced(), 0));
        }
    }

    LaneReport report() {
        return new LaneReport(byBatch, online, batchCost, onlineCost, ifAllOnline, ifAllBatch);
    }
}
