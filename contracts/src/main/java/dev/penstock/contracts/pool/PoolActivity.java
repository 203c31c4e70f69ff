package dev.penstock.contracts.pool;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The activity of a pool's workflow: it limits the pool's task queues on the Temporal server. */
@ActivityInterface
public interface PoolActivity {
    /** Sets the rate at which the Temporal server dispatches the pool's tasks, if it can; the in-memory server cannot. */
    @ActivityMethod(name = "Pool.limitQueue")
    void limitQueue(QueueLimit limit);
}
