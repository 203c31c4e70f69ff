package dev.penstock.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.TokenSink;
import java.util.Optional;

/** Takes the events of one streamed answer, and assembles the whole answer. */
public interface AnswerStream {
    /** Returns whether an event is an error that ends the answer. */
    default boolean isError(JsonNode event) {
        return ProviderError.isIn(event);
    }

    /**
     * Adds an event to the whole answer, and passes it to the sink in OpenAI's format.
     *
     * @param raw the event as it came, with its name
     */
    void take(JsonNode event, String raw, TokenSink sink);

    /**
     * Returns the whole answer's JSON as {@link AnswerFormat#read} takes it; empty when the stream broke off before its end.
     *
     * @param isDone whether the stream ended with OpenAI's mark of its end
     */
    Optional<String> whole(boolean isDone);
}
