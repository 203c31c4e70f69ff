package dev.penstock.workflows;

import dev.penstock.contracts.CompletionRequest;
import dev.penstock.contracts.CompletionResult;
import dev.penstock.contracts.CompletionWorkflow;
import dev.penstock.contracts.LlmActivity;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.Urgency;

/** Sends one request ahead of the batches'. */
public final class CompletionWorkflowImpl implements CompletionWorkflow {
    @Override
    public CompletionResult run(CompletionRequest request) {
        String queue = request.queue() == null ? Queues.llm(request.pool()) : request.queue();
        LlmActivity llm = Activities.llmOn(queue, Priorities.of(Urgency.HIGH, null, 1, 1), "complete");
        return llm.completeOne(request);
    }
}
