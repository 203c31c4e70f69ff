package dev.penstock.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Calls an LLM provider, without retries; errors of the provider or the network are outcomes, not exceptions. */
@FunctionalInterface
public interface Provider extends AutoCloseable {
    /**
     * Makes a call and waits for its outcome.
     *
     * @param url the request's path, such as {@code /v1/chat/completions}
     * @param body the request's body, sent unchanged
     */
    Outcome call(String url, ObjectNode body);

    /** Returns why this provider can have no such request, in a sentence that names the field; empty if it may be called. */
    default Optional<String> problem(String url, ObjectNode body) {
        return Optional.empty();
    }

    /** Makes a call whose text is passed to the sink as it arrives. */
    default Outcome stream(String url, ObjectNode body, TokenSink sink) {
        Outcome outcome = call(url, body);
        if (outcome instanceof Outcome.Answered answered) {
            answered.text().ifPresent(sink::token);
        }
        return outcome;
    }

    @Override
    default void close() {}
}
