package dev.penstock.service.completions;

import dev.penstock.activities.completion.LiveCall;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchDefaults;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.providers.TokenSink;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.IdempotencyHeader;
import dev.penstock.service.callers.KeyAllowances;
import dev.penstock.service.callers.KeyBudgets;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.service.models.UnknownModel;
import dev.penstock.store.Store;
import dev.penstock.worker.LocalCompletions;
import dev.penstock.worker.config.ProviderChoice;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.Priority;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts single completions as workflows whose callers wait in this process. */
@Singleton
final class Completions {
    private static final String WORKFLOW = "Completion";
    private static final String CONTENT = "content";

    private final WorkflowClient client;
    private final Store store;
    private final ProviderChoice provider;
    private final LocalCompletions completions;
    private final Duration timeout;
    private final KeyAllowances allowances;
    private final KeyBudgets budgets;

    Completions(ApiBackend backend, KeyAllowances allowances, KeyBudgets budgets) {
        this.budgets = budgets;
        this.allowances = allowances;
        client = backend.client();
        store = backend.store();
        provider = backend.provider();
        completions = backend.completions();
        timeout = backend.requestTimeout();
    }

    /**
     * Starts a completion, or joins the earlier one with this idempotency key.
     *
     * @param sink receives tokens as they come; null when only the whole answer is wanted
     * @param key the caller's {@code Idempotency-Key}; null = none
     */
    PendingCompletion begin(CompletionCall asked, @Nullable TokenSink sink, @Nullable String key, ApiCaller caller) {
        if (key != null) {
            return begin(asked, sink, IdempotencyKey.of(key, store.id(), caller, asked), caller);
        }
        return start(asked, sink, "completion/" + UUID.randomUUID(), null, false, caller);
    }

    private PendingCompletion begin(
            CompletionCall asked, @Nullable TokenSink sink, IdempotencyKey key, ApiCaller caller) {
        try {
            return start(asked, sink, key.workflowId(), key, false, caller);
        } catch (WorkflowExecutionAlreadyStarted e) {
            PendingCompletion earlier = earlier(key);
            CompletionResult result = earlier.await();
            return result.isWhole() && !CompletionResponse.of(result).isWorthRetrying()
                    ? earlier
                    : again(asked, sink, key, caller);
        }
    }

    private PendingCompletion again(
            CompletionCall asked, @Nullable TokenSink sink, IdempotencyKey key, ApiCaller caller) {
        try {
            return start(asked, sink, key.workflowId(), key, true, caller);
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
        PendingCompletion earlier =
                new PendingCompletion(new LiveCall(null), before, key.workflowId(), timeout, true, () -> {});
        // Its result does not arrive in this process's memory, but from the workflow.
        earlier.watch();
        return earlier;
    }

    private PendingCompletion start(
            CompletionCall asked,
            @Nullable TokenSink sink,
            String workflowId,
            @Nullable IdempotencyKey key,
            boolean again,
            ApiCaller caller) {
        String pool = pool(asked.model(), caller);
        String name = UUID.randomUUID().toString();
        CountedTokens tokens = sink == null ? null : new CountedTokens(sink);
        LiveCall call = new LiveCall(tokens);
        completions.calls().open(name, call);
        try {
            Turn turn = turn(caller);
            WorkflowStub stub = client.newUntypedWorkflowStub(WORKFLOW, options(workflowId, key, again, turn));
            CompletionRequest request = new CompletionRequest(
                    pool,
                    asked.arguments(),
                    timeout,
                    name,
                    completions.queue(),
                    asked.path(),
                    true,
                    turn.tenant(),
                    turn.weight(),
                    caller.key(),
                    store.id());
            budgets.announce(caller);
            TemporalDeadline.within(ApiBackend.TEMPORAL_ANSWERS, () -> stub.start(request));
            count(call, asked, tokens, caller);
            return new PendingCompletion(
                    call,
                    stub,
                    workflowId,
                    timeout,
                    key != null,
                    () -> completions.calls().close(name));
        } catch (WorkflowExecutionAlreadyStarted e) {
            completions.calls().close(name);
            throw e;
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            completions.calls().close(name);
            throw ApiFailure.later(
                    HttpStatus.SERVICE_UNAVAILABLE, "Temporal does not answer", "unavailable", Duration.ofSeconds(5));
        }
    }

    /** Counts the tokens of a call against its key's limits, also of one whose caller leaves to be told no usage. */
    private void count(LiveCall call, CompletionCall asked, @Nullable CountedTokens tokens, ApiCaller caller) {
        long request = CountedTokens.estimate(asked.body().toString().length());
        boolean unused = call.answer()
                .whenComplete((result, left) -> {
                    if (result != null) {
                        allowances.used(caller, result.usage().total());
                    } else if (call.hasBegun()) {
                        allowances.used(caller, request + (tokens == null ? 0 : tokens.estimate()));
                    }
                })
                .isDone();
    }

    /** The tenant and weight that decide the order of a completion when workers are overloaded. */
    private record Turn(@Nullable String tenant, @Nullable Double weight) {
        Priority priority() {
            Priority.Builder priority = Priority.newBuilder().setPriorityKey(Urgency.HIGH.priorityKey());
            if (tenant != null) {
                priority.setFairnessKey(tenant).setFairnessWeight(weight == null ? 1 : weight.floatValue());
            }
            return priority.build();
        }
    }

    private Turn turn(ApiCaller caller) {
        BatchDefaults defaults = caller.defaults(provider.batchDefaults());
        return new Turn(
                defaults.tenant().orElse(null),
                defaults.weightOf(defaults.tenant()).orElse(null));
    }

    private static WorkflowOptions options(String workflowId, @Nullable IdempotencyKey key, boolean again, Turn turn) {
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

    private String pool(String model, ApiCaller caller) {
        return provider.findPool(model)
                .map(PoolConfig::name)
                .orElseThrow(() -> UnknownModel.failure(model, provider, caller));
    }
}
