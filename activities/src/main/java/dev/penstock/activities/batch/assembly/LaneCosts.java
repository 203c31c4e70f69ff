package dev.penstock.activities.batch.assembly;

import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.batch.LaneReport;
import dev.penstock.store.Result;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Adds up what answers cost in the lane that answered them, and what they would have cost in the other lane. */
final class LaneCosts {
    private final Function<String, Prices> pricesOfPool;
    private final Map<String, Prices> prices = new HashMap<>();
    private long byBatch;
    private long online;
    private Cost batchCost = Cost.NONE;
    private Cost onlineCost = Cost.NONE;
    private Cost ifAllOnline = Cost.NONE;
    private Cost ifAllBatch = Cost.NONE;

    /**
     * @param pricesOfPool returns the prices of a pool by its name
     */
    LaneCosts(Function<String, Prices> pricesOfPool) {
        this.pricesOfPool = pricesOfPool;
    }

    void add(Result result) {
        if (!result.isAnswered() || result.reuse() != null) {
            return;
        }
        Cost cost = result.costUsd() == null ? Cost.UNKNOWN : Cost.ofUsd(result.costUsd());
        if (result.lane() != null) {
            byBatch++;
            batchCost = batchCost.plus(cost);
            ifAllBatch = ifAllBatch.plus(cost);
            ifAllOnline = ifAllOnline.plus(inOtherLane(result, cost));
        } else {
            online++;
            onlineCost = onlineCost.plus(cost);
            ifAllOnline = ifAllOnline.plus(cost);
            ifAllBatch = ifAllBatch.plus(inOtherLane(result, cost));
        }
    }

    private Cost inOtherLane(Result result, Cost own) {
        if (own.nanoUsd() == 0) {
            return own; // What is free in one lane, or has no known price there, is so in the other.
        }
        Result.Call call = result.call();
        if (call == null) {
            return Cost.UNKNOWN;
        }
        Prices ofPool = prices.computeIfAbsent(call.pool(), pricesOfPool);
        Optional<BigDecimal> other = result.lane() == null
                ? ofPool.batchCost(call.model(), result.usage())
                : ofPool.cost(call.model(), result.usage());
        return other.map(Cost::ofUsd).orElse(Cost.UNKNOWN);
    }

    LaneReport report() {
        return new LaneReport(byBatch, online, batchCost, onlineCost, ifAllOnline, ifAllBatch);
    }
}
