package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of its request that a line with a prompt names beside it: a model, a limit, a temperature, … */
final class LineParameters {
    static final String MODEL = "model";
    static final String SYSTEM = "system";
    static final String MAX_TOKENS = "max_tokens";
    static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";
    static final String TEMPERATURE = "temperature";
    static final String RESPONSE_FORMAT = "response_format";

    private enum Kind {
        TEXT,
        NUMBER,
        ANY
    }

    private static final Map<String, Kind> KNOWN = Map.ofEntries(
            Map.entry(MODEL, Kind.TEXT),
            Map.entry(SYSTEM, Kind.TEXT),
            Map.entry(MAX_TOKENS, Kind.NUMBER),
            Map.entry(MAX_COMPLETION_TOKENS, Kind.NUMBER),
            Map.entry(TEMPERATURE, Kind.NUMBER),
            Map.entry("top_p", Kind.NUMBER),
            Map.entry("seed", Kind.NUMBER),
            Map.entry("presence_penalty", Kind.NUMBER),
            Map.entry("frequency_penalty", Kind.NUMBER),
            Map.entry("reasoning_effort", Kind.TEXT),
            Map.entry("stop", Kind.ANY),
            Map.entry("tools", Kind.ANY),
            Map.entry("tool_choice", Kind.ANY),
            Map.entry(RESPONSE_FORMAT, Kind.ANY));

    private LineParameters() {}

    /** Returns the names of all parameters. */
    static Set<String> names() {
        return KNOWN.keySet();
    }

    /**
     * Returns the parameters that a line names, with numbers as numbers; empty values, as in a table, name nothing.
     *
     * @throws WrongParameterException when a value is of another kind
     */
    static ObjectNode of(ObjectNode fields) {
        ObjectNode found = Json.MAPPER.createObjectNode();
        fields.properties().forEach(field -> {
            Kind kind = KNOWN.get(field.getKey());
            JsonNode value = field.getValue();
            if (kind != null
                    && !value.isNull()
                    && !(value.isTextual() && value.asText().isBlank())) {
                found.set(field.getKey(), checked(field.getKey(), kind, value));
            }
        });
        return found;
    }

    private static JsonNode checked(String name, Kind kind, JsonNode value) {
        Optional<JsonNode> checked = switch (kind) {
            case TEXT -> Optional.of(value).filter(JsonNode::isTextual);
            case NUMBER ->
                value.isTextual() ? number(value.asText()) : Optional.of(value).filter(JsonNode::isNumber);
            case ANY -> Optional.of(value);
        };
        return checked.orElseThrow(() -> new WrongParameterException(
                "\"%s\" must be %s".formatted(name, kind == Kind.NUMBER ? "a number" : "a text")));
    }

    /** Returns the number that a table's cell holds. */
    private static Optional<JsonNode> number(String text) {
        try {
            return Optional.of(Json.MAPPER.readTree(text.strip())).filter(JsonNode::isNumber);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Thrown when a line's parameter has a value of another kind; the message names it. */
    static final class WrongParameterException extends RuntimeException {
        private WrongParameterException(String message) {
            super(message, null, false, false);
        }
    }
}
