package dev.penstock.contracts.batch;

import dev.penstock.contracts.BatchId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.Map;

/** Adds up what was spent on slices that are not finished. */
@ActivityInterface
public interface SpendingActivity {
    /**
     * Safe to run again; to be asked while none of these slices is under way.
     *
     * @param round of the batch: results of earlier rounds that will be asked for again don't count
     * @return billionths of a US dollar that they have cost at most, by the slices' numbers; of a pipeline by {@code slice
     *     number × steps + step}. What cost nothing is left out.
     */
    @ActivityMethod(name = "Spending.ofShard")
    Map<Integer, Long> ofShard(BatchId batch, int shard, int round);
}
