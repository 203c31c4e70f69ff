package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.TokenSink;

/** Passes the events of a stream on as they came. */
final class NativeEvents implements MessageStream.Events {
    @Override
    public void take(JsonNode event, String raw, JsonNode message, TokenSink sink) {
        sink.event(raw);
        if (event.at("/delta/type").asText("").equals("text_delta")) {
            sink.token(event.at("/delta/text").asText(""));
        }
    }
}
