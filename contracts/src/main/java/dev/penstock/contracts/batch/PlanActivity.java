package dev.penstock.contracts.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Reads, checks and cuts the input. */
@ActivityInterface
public interface PlanActivity {
    /** Safe to run again: it writes the same files again, or finds them finished. */
    @ActivityMethod(name = "Plan.batch")
    Plan batch(BatchId batch, BatchSpec spec);

    /** Those of a shard that the batch, as last planned, has to send. */
    @ActivityMethod(name = "Plan.slices")
    List<Slice> slices(BatchId batch, int shard);
}
