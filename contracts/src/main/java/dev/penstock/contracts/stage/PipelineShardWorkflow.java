package dev.penstock.contracts.stage;

import dev.penstock.contracts.ShardProgress;
import dev.penstock.contracts.ShardResult;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.budget.LeaseGrant;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** A run of consecutive requests on their way through the stages; understands what a shard understands. */
@WorkflowInterface
public interface PipelineShardWorkflow {
    @WorkflowMethod(name = "PipelineShard")
    ShardResult run(PipelineShardInput input);

    @SignalMethod
    void pause();

    @SignalMethod
    void resume();

    @SignalMethod
    void setPriority(Urgency priority);

    /** Of each stage; never less than before. */
    @SignalMethod
    void setLimits(List<Integer> limits);

    /** Lends another part of the batch's budget, or calls back what the shard has not set aside. */
    @SignalMethod
    void leaseGranted(LeaseGrant grant);

    @QueryMethod
    ShardProgress progress();
}
