package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.TokenSink;
import java.util.Optional;

/** Reads a streamed answer of {@code /v1/responses}, whose last event contains the whole answer. */
final class ResponseStream extends AnswerStream {
    private String whole = "";

    @Override
    ObjectNode streamed(ObjectNode body) {
        return body.deepCopy().put("stream", true);
    }

    @Override
    void take(JsonNode event, String raw, TokenSink sink) {
        sink.event(raw);
        switch (event.path("type").asText("")) {
            case "response.output_text.delta" -> sink.token(event.path("delta").asText(""));
            case "response.completed", "response.incomplete", "response.failed" ->
                whole = event.path("response").toString();
            default -> {}
        }
    }

    @Override
    Optional<String> whole(boolean isDone) {
        return Optional.of(whole).filter(answer -> !answer.isEmpty());
    }
}
