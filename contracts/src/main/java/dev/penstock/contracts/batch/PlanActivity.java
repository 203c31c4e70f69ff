package dev.penstock.contracts.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.ShardCut;
import dev.penstock.contracts.Slice;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Reads, checks and cuts the input of a batch. */
@ActivityInterface
public interface PlanActivity {
    /** Plans the batch; safe to run again, because it writes identical files again or finds them finished. */
    @ActivityMethod(name = "Plan.batch")
    Plan batch(BatchId batch, BatchSpec spec);

    /** Returns the slices of a shard that the batch, as last planned, has to send, and how large they should be now. */
    @ActivityMethod(name = "Plan.cut")
    ShardCut cut(BatchId batch, int shard);

    /** Returns the slices of {@link #cut}, for shards that began before slices followed the rate. */
    @ActivityMethod(name = "Plan.slices")
    List<Slice> slices(BatchId batch, int shard);
}
