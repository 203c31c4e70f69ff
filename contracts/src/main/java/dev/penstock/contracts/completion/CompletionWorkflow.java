package dev.penstock.contracts.completion;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The workflow of a single completion: durable, and at high priority. */
@WorkflowInterface
public interface CompletionWorkflow {
    @WorkflowMethod(name = "Completion")
    CompletionResult run(CompletionRequest request);
}
