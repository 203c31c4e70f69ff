package dev.penstock.contracts.shard;

import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.budget.LeaseGrant;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The workflow of a shard: it sends requests slice by slice through one stage after the other; plain requests have one
 * stage.
 */
@WorkflowInterface
public interface ShardWorkflow {
    @WorkflowMethod(name = "Shard")
    ShardResult run(ShardInput input);

    @SignalMethod
    void pause();

    @SignalMethod
    void resume();

    /** Changes the priority; tasks that wait in the queue are taken back and queued anew. */
    @SignalMethod
    void setPriority(@Nullable Urgency priority);

    /** Sets how many requests of each stage may be called at once, never fewer than before. */
    @SignalMethod
    void setLimits(@Nullable List<@Nullable Integer> limits);

    /** Delivers the batch's answer: another part of the budget, or a recall of money that the shard has not reserved. */
    @SignalMethod
    void leaseGranted(@Nullable LeaseGrant grant);

    @QueryMethod
    ShardProgress progress();
}
