package dev.penstock.starter.cli.completion;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.contracts.completion.CompletionWorkflow;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A completion in a workflow of its own, which outlives this process when it is killed. */
record DurableCompletion(CompletionWorkflow workflow, CompletableFuture<CompletionResult> answer)
        implements AskedCompletion {
    private static final Logger log = LoggerFactory.getLogger(DurableCompletion.class);

    static DurableCompletion start(WorkflowClient client, String name, CompletionRequest request) {
        CompletionWorkflow completion = client.newWorkflowStub(
                CompletionWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(Queues.MAIN)
                        .setWorkflowId("completion/" + name)
                        .build());
        return new DurableCompletion(completion, WorkflowClient.execute(completion::run, request));
    }

    /** Terminates the workflow, because no worker would serve its task queue after this process ends. */
    @Override
    public void giveUp(String reason) {
        try {
            WorkflowStub.fromTyped(workflow).terminate(reason);
        } catch (WorkflowException | StatusRuntimeException gone) {
            log.debug("A completion could not be terminated", gone);
        }
    }
}
