package dev.penstock.simulator.batches;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.answers.ModelCall;
import dev.penstock.simulator.json.SimulatorJson;

/** One request of a batch, read from a line of the input file. */
record BatchLine(String customId, ModelCall call) {
    static BatchLine read(String text, BatchOrder order) {
        JsonNode line;
        try {
            line = SimulatorJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Invalid("invalid_json_line", "This line is not parseable as valid JSON.");
        }
        if (!line.path("custom_id").isTextual() || !line.path("body").isObject()) {
            throw new Invalid("invalid_request", "The line needs a custom_id and a body.");
        }
        if (!line.path("url").asText("").equals(order.endpoint())) {
            throw new Invalid("url_mismatch", "The URL provided for this request does not match the batch endpoint.");
        }
        if (line.at("/body/stream").asBoolean(false)) {
            throw new Invalid("invalid_request", "Batches cannot be streamed.");
        }
        try {
            return new BatchLine(
                    line.path("custom_id").textValue(), order.lines().call(order.endpoint(), line.path("body")));
        } catch (InvalidCall invalid) {
            throw new Invalid("invalid_request", String.valueOf(invalid.getMessage()));
        }
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
