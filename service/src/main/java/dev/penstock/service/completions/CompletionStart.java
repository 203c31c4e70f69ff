package dev.penstock.service.completions;

import dev.penstock.activities.completion.LiveCall;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.providers.TokenSink;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.KeyAllowances;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request and the listeners with which a completion is started, be it durable or not.
 *
 * @param sink receives tokens as they come; null when only the whole answer is wanted
 * @param allowances are told the tokens that the caller's key has used
 */
record CompletionStart(
        CompletionCall asked,
        @Nullable TokenSink sink,
        String pool,
        CallerTurn turn,
        ApiCaller caller,
        KeyAllowances allowances) {
    /** Returns the request without its body. */
    CompletionRequest request(Duration giveUpAfter, StoreId store) {
        return request(Map.of(), giveUpAfter, null, null, store);
    }

    /**
     * Returns the request for a workflow.
     *
     * @param name the name under which the answer is awaited by the process of this queue
     */
    CompletionRequest request(Duration giveUpAfter, String name, String queue, StoreId store) {
        return request(asked.arguments(), giveUpAfter, name, queue, store);
    }

    /** Returns the request for a workflow that nobody waits for. */
    CompletionRequest unawaited(Duration giveUpAfter, StoreId store) {
        return request(asked.arguments(), giveUpAfter, null, null, store).unawaited();
    }

    /** Counts tokens against the limits of the caller's key. */
    void used(Usage usage) {
        allowances.used(caller, usage.total());
    }

    /** Makes the call that the caller waits for, whose tokens count against the limits of the caller's key. */
    LiveCall newCall() {
        CountedTokens tokens = sink == null ? null : new CountedTokens(sink);
        LiveCall call = new LiveCall(tokens);
        boolean unused = call.answer()
                .whenComplete((result, left) -> {
                    if (result != null) {
                        used(result.usage());
                    } else if (call.hasBegun()) {
                        // Nobody is told the usage of a call whose caller has left.
                        long request =
                                CountedTokens.estimate(asked.body().toString().length());
                        allowances.used(caller, request + (tokens == null ? 0 : tokens.estimate()));
                    }
                })
                .isDone();
        return call;
    }

    private CompletionRequest request(
            Map<String, Object> body,
            Duration giveUpAfter,
            @Nullable String name,
            @Nullable String queue,
            StoreId store) {
        return new CompletionRequest(
                pool,
                body,
                giveUpAfter,
                name,
                queue,
                asked.path(),
                true,
                turn.tenant(),
                turn.weight(),
                caller.key(),
                store);
    }
}
