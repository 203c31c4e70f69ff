package dev.penstock.contracts.pool;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * The workflow of one pool, which governs a provider account: it gives every worker its share of the quota, and remembers
 * what it has learned about the quota. Its id is {@code pool/<name>}; the first report starts it, and it never ends by
 * itself.
 */
@WorkflowInterface
public interface PoolWorkflow {
    @WorkflowMethod(name = "Pool")
    void run(PoolInput input);

    /** Reports what a worker has seen and returns its share; sent about once a second while it has traffic. */
    @UpdateMethod
    PoolShare report(PoolReport report);

    @UpdateValidatorMethod(updateName = "report")
    void checkReport(@Nullable PoolReport report);

    /** Sets an operator's quota, which precedes all others; values missing from it stay as they were set. */
    @UpdateMethod
    PoolStatus setQuota(PoolQuota quota);

    @UpdateValidatorMethod(updateName = "setQuota")
    void checkQuota(@Nullable PoolQuota quota);

    /** Pauses the pool: no worker starts a call until it is resumed. */
    @UpdateMethod
    PoolStatus pause(@Nullable String reason);

    /** Resumes a pool that is paused, or blocked because the provider rejected its account. */
    @UpdateMethod
    PoolStatus resume();

    @QueryMethod
    PoolStatus status();
}
