package dev.penstock.simulator.batches;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.ChatCall;
import dev.penstock.simulator.answers.EmbeddingsCall;
import dev.penstock.simulator.answers.ImagesCall;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.answers.ModelCall;
import dev.penstock.simulator.answers.ModerationsCall;
import dev.penstock.simulator.answers.ResponsesCall;
import dev.penstock.simulator.json.SimulatorJson;

/** One request of a batch, read from a line of the input file. */
record BatchLine(String customId, ModelCall call) {
    static BatchLine read(String text, String endpoint) {
        JsonNode line;
        try {
            line = SimulatorJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Invalid("invalid_json_line", "This line is not parseable as valid JSON.");
        }
        if (!line.path("custom_id").isTextual() || !line.path("body").isObject()) {
            throw new Invalid("invalid_request", "The line needs a custom_id and a body.");
        }
        if (!line.path("url").asText("").equals(endpoint)) {
            throw new Invalid("url_mismatch", "The URL provided for this request does not match the batch endpoint.");
        }
        if (line.at("/body/stream").asBoolean(false)) {
            throw new Invalid("invalid_request", "Batches cannot be streamed.");
        }
        try {
            return new BatchLine(line.path("custom_id").textValue(), call(endpoint, line.path("body")));
        } catch (InvalidCall invalid) {
            throw new Invalid("invalid_request", String.valueOf(invalid.getMessage()));
        }
    }

    private static ModelCall call(String endpoint, JsonNode body) {
        return switch (endpoint) {
            case "/v1/chat/completions" -> ChatCall.read(body);
            case "/v1/responses" -> ResponsesCall.read(body);
            case "/v1/embeddings" -> EmbeddingsCall.read(body);
            case "/v1/moderations" -> ModerationsCall.read(body);
            case "/v1/images/generations" -> ImagesCall.read(body);
            default -> throw new Invalid("invalid_request", "Unknown endpoint " + endpoint + ".");
        };
    }

    /** Thrown for a line that makes the whole batch fail. */
    static final class Invalid extends RuntimeException {
        private final String code;

        Invalid(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        String code() {
            return code;
        }
    }
}
