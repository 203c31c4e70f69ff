package dev.penstock.contracts.pipeline;

import dev.penstock.contracts.BatchId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Prepares the calls that make one answer of all. */
@ActivityInterface
public interface ReduceActivity {
    /**
     * Groups the answers of the level before, once it is finished. Safe to run again: the result log says how far it is.
     *
     * @param round how often the batch's dead letters are replayed
     */
    @ActivityMethod(name = "Reduce.next")
    ReduceLevel next(BatchId batch, int round);
}
