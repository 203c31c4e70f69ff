package dev.penstock.service.completions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.IdempotencyHeader;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.Store;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Responses that nobody waits for: each is a workflow that any worker of the pool ends, and is asked for by its id. */
@Singleton
final class BackgroundResponses {
    /** How long a response may wait for its pool and be called again, as a batch of OpenAI's may. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private static final String WORKFLOW = "Completion";
    private static final String CONTENT = "content";
    private static final String OWNER = "owner";
    private static final String MODEL = "model";

    private final WorkflowClient client;
    private final Store store;
    private final UnfinishedResponses unfinished = new UnfinishedResponses();

    BackgroundResponses(ApiBackend backend) {
        client = backend.client();
        store = backend.store();
    }

    /**
     * Starts a response, or finds the earlier one with this idempotency key.
     *
     * @param asked the request without {@code background}
     * @return the response as it is now
     */
    ObjectNode create(CompletionStart start, @Nullable String key) {
        CompletionCall asked = start.asked();
        String content = IdempotencyKey.content(asked);
        ResponseId id = key == null
                ? ResponseId.random()
                : ResponseId.of(IdempotencyKey.of(key, store.id(), start.caller(), asked));
        WorkflowStub workflow = client.newUntypedWorkflowStub(
                WORKFLOW,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(Queues.COMPLETIONS)
                        .setWorkflowId(id.workflowId())
                        .setPriority(start.turn().priority())
                        .setMemo(Map.of(CONTENT, content, OWNER, owner(start.caller()), MODEL, asked.model()))
                        .setWorkflowIdReusePolicy(
                                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                        .build());
        unfinished.begin(start.caller().tenant());
        boolean started = false;
        try {
            CompletionRequest request = start.unawaited(LONGEST, store.id());
            TemporalDeadline.within(ApiBackend.TEMPORAL_ANSWERS, () -> workflow.start(request));
            started = true;
        } catch (WorkflowExecutionAlreadyStarted e) {
            if (!content.equals(describe(id, start.caller()).getMemo(CONTENT, String.class))) {
                throw IdempotencyHeader.reused();
            }
            return get(id.toString(), start.caller());
        } finally {
            if (!started) {
                unfinished.end(start.caller().tenant());
            }
        }
        countWhenEnded(workflow, start);
        return ResponseObject.unfinished(id, "queued", asked.model(), Instant.now());
    }

    private void countWhenEnded(WorkflowStub workflow, CompletionStart start) {
        boolean unused = workflow.getResultAsync(CompletionResult.class)
                .whenComplete((result, failure) -> {
                    unfinished.end(start.caller().tenant());
                    if (result != null) {
                        start.used(result.usage());
                    }
                })
                .isDone();
    }

    /**
     * Returns a response as it is now.
     *
     * @throws ApiFailure 404 if there is none, or it is of another tenant
     */
    ObjectNode get(String id, ApiCaller caller) {
        ResponseId known = ResponseId.parse(id).orElseThrow(() -> unknown(id));
        return object(known, describe(known, caller), false);
    }

    /** Cancels a response that has not ended, and returns it. */
    ObjectNode cancel(String id, ApiCaller caller) {
        ResponseId known = ResponseId.parse(id).orElseThrow(() -> unknown(id));
        WorkflowExecutionDescription found = describe(known, caller);
        boolean runs = found.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        if (runs) {
            TemporalDeadline.within(ApiBackend.TEMPORAL_ANSWERS, () -> {
                client.newUntypedWorkflowStub(known.workflowId()).cancel();
                return known;
            });
        }
        return object(known, found, runs);
    }

    private ObjectNode object(ResponseId id, WorkflowExecutionDescription found, boolean cancelled) {
        Supplier<CompletionResult> result = () -> TemporalDeadline.within(
                ApiBackend.TEMPORAL_ANSWERS,
                () -> client.newUntypedWorkflowStub(id.workflowId()).getResult(CompletionResult.class));
        String model = String.valueOf(found.getMemo(MODEL, String.class));
        Instant created = found.getStartTime();
        return switch (found.getStatus()) {
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> ResponseObject.finished(id, result.get(), model, created);
            case WORKFLOW_EXECUTION_STATUS_CANCELED, WORKFLOW_EXECUTION_STATUS_TERMINATED ->
                ResponseObject.unfinished(id, "cancelled", model, created);
            case WORKFLOW_EXECUTION_STATUS_RUNNING ->
                ResponseObject.unfinished(id, cancelled ? "cancelled" : "in_progress", model, created);
            default -> ResponseObject.unfinished(id, "failed", model, created);
        };
    }

    private WorkflowExecutionDescription describe(ResponseId id, ApiCaller caller) {
        try {
            WorkflowExecutionDescription found = TemporalDeadline.within(
                    ApiBackend.TEMPORAL_ANSWERS,
                    () -> client.newUntypedWorkflowStub(id.workflowId()).describe());
            if (owner(caller).equals(found.getMemo(OWNER, String.class))) {
                return found;
            }
        } catch (WorkflowNotFoundException e) {
            // Said below.
        }
        throw unknown(id.toString());
    }

    private static ApiFailure unknown(String id) {
        return ApiFailure.notFound("there is no response '%s'".formatted(id), "id");
    }

    /** Returns what stands for a caller's tenant in Temporal, where its name need not be known. */
    private static String owner(ApiCaller caller) {
        ContentDigest digest = new ContentDigest();
        digest.add(caller.tenant() == null ? "" : "tenant " + caller.tenant());
        return digest.hex();
    }
}
