package dev.penstock.providers;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes one call, once; never throws for what a provider or a network does. */
@FunctionalInterface
public interface Provider extends AutoCloseable {
    /**
     * @param url the request's path, such as {@code /v1/chat/completions}
     * @param body sent unchanged
     */
    Outcome call(String url, ObjectNode body);

    /** The same for an answer whose text is wanted while it comes. */
    default Outcome stream(String url, ObjectNode body, TokenSink sink) {
        Outcome outcome = call(url, body);
        if (outcome instanceof Outcome.Answered answered) {
            answered.text().ifPresent(sink::token);
        }
        return outcome;
    }

    /** Whether an answer that was given to somebody else is what is expected here. */
    default boolean accepts(Outcome.Answered answered) {
        return true;
    }

    @Override
    default void close() {}
}
