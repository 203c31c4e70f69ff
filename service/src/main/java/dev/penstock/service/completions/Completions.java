package dev.penstock.service.completions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.completion.DirectCompletions;
import dev.penstock.activities.completion.LiveCall;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.providers.TokenSink;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.KeyAllowances;
import dev.penstock.service.callers.KeyBudgets;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.service.models.UnknownModel;
import dev.penstock.store.Store;
import dev.penstock.worker.LocalCompletions;
import dev.penstock.worker.config.ProviderChoice;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpStatus;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts single completions whose callers wait in this process: as workflows if they have an idempotency key, otherwise
 * directly, as far as this process calls their pool.
 */
@Singleton
final class Completions {
    private final Store store;
    private final ProviderChoice provider;
    private final LocalCompletions local;
    private final DurableCompletions durable;
    private final BackgroundResponses background;
    private final Duration timeout;
    private final KeyAllowances allowances;
    private final KeyBudgets budgets;

    Completions(
            ApiBackend backend,
            DurableCompletions durable,
            BackgroundResponses background,
            KeyAllowances allowances,
            KeyBudgets budgets) {
        this.background = background;
        this.budgets = budgets;
        this.allowances = allowances;
        this.durable = durable;
        store = backend.store();
        provider = backend.provider();
        local = backend.completions();
        timeout = backend.requestTimeout();
    }

    /**
     * Starts a completion, or joins the earlier one with this idempotency key.
     *
     * @param sink receives tokens as they come; null when only the whole answer is wanted
     * @param key the caller's {@code Idempotency-Key}; null = none
     */
    PendingCompletion begin(CompletionCall asked, @Nullable TokenSink sink, @Nullable String key, ApiCaller caller) {
        return answering(() -> {
            CompletionStart start = start(asked, sink, caller);
            if (key != null) {
                CompletionKind.DURABLE.begun();
                return durable.begin(start, IdempotencyKey.of(key, store.id(), caller, asked));
            }
            String id = "completion/" + UUID.randomUUID();
            Optional<DirectCompletions> direct = local.direct(start.pool());
            if (direct.isPresent()) {
                CompletionKind.DIRECT.begun();
                return begin(start, id, direct.get());
            }
            CompletionKind.DURABLE.begun();
            return durable.begin(start, id);
        });
    }

    /** Starts a response that nobody waits for, or finds the earlier one with this idempotency key. */
    ObjectNode beginInBackground(CompletionCall asked, @Nullable String key, ApiCaller caller) {
        return answering(() -> {
            CompletionKind.BACKGROUND.begun();
            return background.create(start(asked, null, caller), key);
        });
    }

    /** Returns a response that was begun in the background. */
    ObjectNode background(String id, ApiCaller caller) {
        return answering(() -> background.get(id, caller));
    }

    /** Cancels a response that was begun in the background, and returns it. */
    ObjectNode cancelBackground(String id, ApiCaller caller) {
        return answering(() -> background.cancel(id, caller));
    }

    private CompletionStart start(CompletionCall asked, @Nullable TokenSink sink, ApiCaller caller) {
        CompletionStart start = new CompletionStart(
                asked, sink, pool(asked.model(), caller), CallerTurn.of(caller, provider), caller, allowances);
        budgets.announce(caller);
        return start;
    }

    private static <T> T answering(Supplier<T> ofTemporal) {
        try {
            return ofTemporal.get();
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            throw ApiFailure.later(
                    HttpStatus.SERVICE_UNAVAILABLE, "Temporal does not answer", "unavailable", Duration.ofSeconds(5));
        }
    }

    private PendingCompletion begin(CompletionStart start, String id, DirectCompletions direct) {
        LiveCall call = start.newCall();
        CompletionRequest request = start.request(timeout, store.id());
        Thread.ofVirtual()
                .name("completion-", 0)
                .start(() -> direct.run(request, start.asked().body(), call));
        return new PendingCompletion(call, null, id, timeout, false, () -> {});
    }

    private String pool(String model, ApiCaller caller) {
        return provider.destination(model).orElseThrow(() -> UnknownModel.failure(model, provider, caller));
    }
}
