package dev.penstock.service.completions;

import dev.penstock.activities.completion.LiveCall;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.IdempotencyHeader;
import dev.penstock.store.Store;
import dev.penstock.worker.LocalCompletions;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts single completions as workflows whose callers wait in this process, and which outlive it. */
@Singleton
final class DurableCompletions {
    private static final String WORKFLOW = "Completion";
    private static final String CONTENT = "content";

    private final WorkflowClient client;
    private final Store store;
    private final LocalCompletions completions;
    private final Duration timeout;

    DurableCompletions(ApiBackend backend) {
        client = backend.client();
        store = backend.store();
        completions = backend.completions();
        timeout = backend.requestTimeout();
    }

    /** Starts a completion, or joins the earlier one with this idempotency key. */
    PendingCompletion begin(CompletionStart start, IdempotencyKey key) {
        try {
            return start(start, key.workflowId(), key, false);
        } catch (WorkflowExecutionAlreadyStarted e) {
            PendingCompletion earlier = earlier(key);
            CompletionResult result = earlier.await();
            return result.isWhole() && !CompletionResponse.of(result).isWorthRetrying() ? earlier : again(start, key);
        }
    }

    /** Starts a completion that nobody joins. */
    PendingCompletion begin(CompletionStart start, String workflowId) {
        return start(start, workflowId, null, false);
    }

    private PendingCompletion again(CompletionStart start, IdempotencyKey key) {
        try {
            return start(start, key.workflowId(), key, true);
        } catch (WorkflowExecutionAlreadyStarted e) {
            // A concurrent request has restarted the completion; its result is used.
            return earlier(key);
        }
    }

    private PendingCompletion earlier(IdempotencyKey key) {
        WorkflowStub before = client.newUntypedWorkflowStub(key.workflowId());
        if (!key.content().equals(before.describe().getMemo(CONTENT, String.class))) {
            throw IdempotencyHeader.reused();
        }
        PendingCompletion earlier = new PendingCompletion(
                new LiveCall(null),
                new WatchedWorkflow(before, key.workflowId()),
                key.workflowId(),
                timeout,
                true,
                () -> {});
        // Its result does not arrive in this process's memory, but from the workflow.
        earlier.watch();
        return earlier;
    }

    private PendingCompletion start(
            CompletionStart start, String workflowId, @Nullable IdempotencyKey key, boolean again) {
        String name = UUID.randomUUID().toString();
        LiveCall call = start.newCall();
        completions.calls().open(name, call);
        boolean started = false;
        try {
            WorkflowStub stub = client.newUntypedWorkflowStub(WORKFLOW, options(workflowId, key, again, start.turn()));
            CompletionRequest request = start.request(timeout, name, completions.queue(), store.id());
            TemporalDeadline.within(ApiBackend.TEMPORAL_ANSWERS, () -> stub.start(request));
            started = true;
            return new PendingCompletion(
                    call,
                    new WatchedWorkflow(stub, workflowId),
                    workflowId,
                    timeout,
                    key != null,
                    () -> completions.calls().close(name));
        } finally {
            if (!started) {
                completions.calls().close(name);
            }
        }
    }

    private static WorkflowOptions options(
            String workflowId, @Nullable IdempotencyKey key, boolean again, CallerTurn turn) {
        WorkflowOptions.Builder options = WorkflowOptions.newBuilder()
                .setTaskQueue(Queues.COMPLETIONS)
                .setWorkflowId(workflowId)
                .setPriority(turn.priority())
                // With eager start, this process gets the first workflow task in the response to the start.
                .setDisableEagerExecution(false)
                .setWorkflowIdReusePolicy(
                        again
                                ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE
                                : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY);
        if (key != null) {
            options.setMemo(Map.of(CONTENT, key.content()));
        }
        return options.build();
    }
}
