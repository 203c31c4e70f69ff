package dev.penstock.contracts;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A run of consecutive requests, sent slice by slice. */
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

    @QueryMethod
    ShardProgress progress();
}
