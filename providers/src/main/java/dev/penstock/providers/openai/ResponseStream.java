package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.TokenSink;
import dev.penstock.providers.wire.AnswerStream;
import java.util.Optional;

/** Reads a streamed answer of {@code /v1/responses}, whose last event contains the whole answer. */
final class ResponseStream implements AnswerStream {
    private String whole = "";

    @Override
    public void take(JsonNode event, String raw, TokenSink sink) {
        sink.event(raw);
        switch (event.path("type").asText("")) {
            case "response.output_text.delta" -> sink.token(event.path("delta").asText(""));
            case "response.completed", "response.incomplete", "response.failed" ->
                whole = event.path("response").toString();
            default -> {}
        }
    }

    @Override
    public Optional<String> whole(boolean isDone) {
        return Optional.of(whole).filter(answer -> !answer.isEmpty());
    }
}
