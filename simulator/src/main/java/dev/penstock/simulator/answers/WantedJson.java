package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.penstock.simulator.json.SimulatorJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that a call wants for its answer. Of a schema the types, fields, enumerations and constants are met.
 *
 * @param schema a schema with properties
 */
record WantedJson(JsonNode schema) {
    private static final JsonNode ANY =
            SimulatorJson.object().set("properties", SimulatorJson.object().set("answer", SimulatorJson.object()));
    private static final JsonNodeFactory VALUES = JsonNodeFactory.instance;

    /**
     * Reads a format as the endpoints take it: with the schema in {@code json_schema}, or in the format itself.
     *
     * @return null for an answer that is text
     */
    static @Nullable WantedJson of(JsonNode format) {
        if (!format.path("type").asText("").startsWith("json")) {
            return null;
        }
        JsonNode schema = format.has("json_schema") ? format.path("json_schema").path("schema") : format.path("schema");
        return new WantedJson(schema.path("properties").isObject() ? schema : ANY);
    }

    /** Returns the answer, with this text wherever the schema leaves it open. */
    String filledWith(String text) {
        return new String(SimulatorJson.bytes(value(schema, TextNode.valueOf(text))), StandardCharsets.UTF_8);
    }

    private static JsonNode value(JsonNode schema, TextNode text) {
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.get("enum").get(0);
        }
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.path(0).asText() : types.asText();
        return switch (type.isEmpty() && schema.has("properties") ? "object" : type) {
            case "object" -> object(schema.path("properties"), text);
            case "array" -> array(schema.path("items"), text);
            case "integer", "number" -> VALUES.numberNode(1);
            case "boolean" -> VALUES.booleanNode(true);
            case "null" -> VALUES.nullNode();
            default -> text;
        };
    }

    private static ObjectNode object(JsonNode properties, TextNode text) {
        ObjectNode object = SimulatorJson.object();
        properties.properties().forEach(each -> object.set(each.getKey(), value(each.getValue(), text)));
        return object;
    }

    private static ArrayNode array(JsonNode items, TextNode text) {
        return VALUES.arrayNode().add(value(items, text));
    }
}
