package dev.penstock.contracts.pipeline;

import dev.penstock.contracts.BatchId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Prepares the calls of a reduce stage, which make one answer of all answers. */
@ActivityInterface
public interface ReduceActivity {
    /**
     * Groups the answers of the previous level once that level is finished; safe to run again, because the result log tells
     * the level.
     *
     * @param round how often the batch's dead letters have been replayed
     */
    @ActivityMethod(name = "Reduce.next")
    ReduceLevel next(BatchId batch, int round);
}
