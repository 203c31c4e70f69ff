package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.batch.PartProgress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One part of a batch on its way through the provider's batch API. */
@WorkflowInterface
public interface ProviderBatchWorkflow {
    /** Cancelling cancels the provider's batch and keeps what it has brought. */
    @WorkflowMethod(name = "ProviderBatch")
    PartResult run(ProviderBatchInput input);

    /** After a person has mended what kept it waiting. */
    @SignalMethod
    void resume();

    @QueryMethod
    PartProgress progress();
}
