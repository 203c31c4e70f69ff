package dev.penstock.activities.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.Route;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.providers.TokenSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a single completion.
 *
 * @param left how long until the completion is given up
 * @param live the connection on which a caller waits for the answer; null if no caller waits in this process
 */
record CompletionAttempt(
        CompletionRequest request,
        ObjectNode body,
        int number,
        Duration left,
        @Nullable LiveCall live) {
    /** Attempts of a completion that a caller waits for: after some fifteen seconds, the client's own retries are better. */
    private static final int AWAITED_ATTEMPTS = 5;

    boolean isAwaited() {
        return request.isAwaited();
    }

    /** Returns whether the answer is for somebody who may not read what the provider says of the operator's account. */
    boolean isOfTenant() {
        return live == null || !live.isOperators();
    }

    /** Returns whether the caller no longer waits for the answer. */
    boolean isUnwanted() {
        return live != null && live.hasLeft();
    }

    /** Returns whether the caller allows another attempt. */
    boolean canBeRepeated() {
        return (!request.isAwaited() || number < AWAITED_ATTEMPTS)
                && sink().map(TokenSink::canStartOver).orElse(true);
    }

    /** Returns the route with providers that stream to the caller if the caller wants to read the answer as it comes. */
    Route asking(Route route) {
        return route.asking(this::asking);
    }

    /** Returns the pool with a provider that streams to the caller if the caller wants to read the answer as it comes. */
    private Pool asking(Pool pool) {
        Provider provider = pool.provider();
        return pool.asking(sink().<Provider>map(sink -> (url, body) -> {
                    if (number > 1) {
                        sink.restart();
                    }
                    return asSent(provider.stream(url, body, sink));
                })
                .orElse((url, body) -> asSent(provider.call(url, whole(body)))));
    }

    /** Returns a blank answer as an answer: it is paid for, and its finish reason tells the caller more than an error does. */
    private static Outcome asSent(Outcome outcome) {
        return outcome instanceof Outcome.Unusable unusable && unusable.isBlank()
                ? new Outcome.Answered(unusable.response(), unusable.usage(), unusable.facts())
                : outcome;
    }

    private Optional<TokenSink> sink() {
        return live == null ? Optional.empty() : live.sink();
    }

    /** Returns the body of a request that is not streamed, because its reader is gone or there was none. */
    private static ObjectNode whole(ObjectNode body) {
        return body.deepCopy().without(List.of("stream", "stream_options"));
    }
}
