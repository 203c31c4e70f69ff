package dev.penstock.contracts.pool;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a pool's governor has done by the workers. */
@ActivityInterface
public interface PoolActivity {
    /** Has the Temporal server dispatch the pool's tasks no faster than this, if it can; the in-memory one cannot. */
    @ActivityMethod(name = "Pool.limitQueue")
    void limitQueue(QueueLimit limit);
}
