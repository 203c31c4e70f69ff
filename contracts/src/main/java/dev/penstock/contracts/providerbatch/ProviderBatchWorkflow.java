package dev.penstock.contracts.providerbatch;

import dev.penstock.contracts.batch.PartProgress;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The workflow that takes one part of a batch through the provider's batch API. */
@WorkflowInterface
public interface ProviderBatchWorkflow {
    /** Runs the part; when cancelled, it cancels the provider's batch and keeps the results that the provider has produced. */
    @WorkflowMethod(name = "ProviderBatch")
    PartResult run(ProviderBatchInput input);

    /** Resumes the part after a person has fixed what stopped it. */
    @SignalMethod
    void resume();

    @QueryMethod
    PartProgress progress();
}
