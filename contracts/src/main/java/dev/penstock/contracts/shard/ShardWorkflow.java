package dev.penstock.contracts.shard;

import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.budget.LeaseGrant;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * A run of consecutive requests, sent slice by slice through one stage after the other; plain requests have only one.
 */
@WorkflowInterface
public interface ShardWorkflow {
    @WorkflowMethod(name = "Shard")
    ShardResult run(ShardInput input);

    @SignalMethod
    void pause();

    @SignalMethod
    void resume();

    /** What waits in the queue is taken back and queued anew. */
    @SignalMethod
    void setPriority(Urgency priority);

    /** Sets how many requests of each stage may be called at once, never fewer than before. */
    @SignalMethod
    void setLimits(List<Integer> limits);

    /** Lends another part of the batch's budget, or calls back what the shard has not set aside. */
    @SignalMethod
    void leaseGranted(LeaseGrant grant);

    @QueryMethod
    ShardProgress progress();
}
