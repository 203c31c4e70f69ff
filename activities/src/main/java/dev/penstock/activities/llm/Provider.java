package dev.penstock.activities.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Makes one call, once; never throws for what a provider or a network does. */
@FunctionalInterface
public interface Provider extends AutoCloseable {
    /**
     * @param url the request's path, such as {@code /v1/chat/completions}
     * @param body sent unchanged
     */
    Outcome call(String url, ObjectNode body);

    /** The same for a chat completion whose text is wanted while it comes. */
    default Outcome stream(ObjectNode body, Consumer<String> tokens) {
        Outcome outcome = call("/v1/chat/completions", body);
        if (outcome instanceof Outcome.Answered answered) {
            answered.text().ifPresent(tokens);
        }
        return outcome;
    }

    @Override
    default void close() {}
}
