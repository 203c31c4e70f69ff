package dev.penstock.contracts.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.NanoUsd;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.Map;

/** Adds up the cost of slices that are not finished. */
@ActivityInterface
public interface SpendingActivity {
    /**
     * Returns the cost of a shard's unfinished slices; safe to run again, but only while none of these slices is under way.
     *
     * @param round the batch's round; what requests that are called again have cost in earlier rounds counts, too
     * @return the most that the slices have cost, by slice number; of a pipeline by {@code
     *     slice number × steps + step}. Slices without cost are left out.
     */
    @ActivityMethod(name = "Spending.ofShard")
    Map<Integer, NanoUsd> ofShard(BatchId batch, int shard, int round);
}
