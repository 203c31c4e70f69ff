package dev.penstock.contracts.pool;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * The governor of one provider account: gives every worker its share of the quota, and remembers what was learnt of
 * it. Its id is {@code pool/<name>}; the first report starts it, and it never ends by itself.
 */
@WorkflowInterface
public interface PoolWorkflow {
    @WorkflowMethod(name = "Pool")
    void run(PoolInput input);

    /** Sent by every worker with traffic, about once a second, and at once when something happened. */
    @UpdateMethod
    PoolShare report(PoolReport report);

    /** What an operator sets goes before what is declared, announced or learnt; what is left open stays as it was set. */
    @UpdateMethod
    PoolStatus setQuota(PoolQuota quota);

    /** Nothing more is called, by no worker, until somebody resumes it. */
    @UpdateMethod
    PoolStatus pause(String reason);

    /** Also for a pool that is blocked because its key was turned away, once that has been mended. */
    @UpdateMethod
    PoolStatus resume();

    @QueryMethod
    PoolStatus status();
}
