package dev.penstock.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads a JSON value of which perhaps only the beginning is there; what is missing at the end is left out. */
final class PartialJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private boolean isCutOff;

    PartialJson(JsonParser parser) {
        this.parser = parser;
    }

    /** Returns whether the last value was there to its end. */
    boolean isComplete() {
        return !isCutOff;
    }

    /** Reads the next value; a missing node if there is none. */
    JsonNode value() throws IOException {
        return read(next());
    }

    /** Reads the first element of the array that begins here; a missing node if there is none. */
    JsonNode firstElement() throws IOException {
        next();
        return value();
    }

    private JsonNode read(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> NODES.textNode(text());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> NODES.nullNode();
            default -> MissingNode.getInstance();
        };
    }

    private JsonNode object() throws IOException {
        ObjectNode object = NODES.objectNode();
        for (JsonToken token = next(); token == JsonToken.FIELD_NAME; token = next()) {
            String name = parser.currentName();
            JsonNode value = read(next());
            if (!value.isMissingNode()) {
                object.set(name, value);
            }
        }
        return object;
    }

    private JsonNode array() throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY && !isCutOff; token = next()) {
            JsonNode value = read(token);
            if (!value.isMissingNode()) {
                array.add(value);
            }
        }
        return array;
    }

    private String text() throws IOException {
        try {
            return parser.getText();
        } catch (JsonEOFException e) {
            isCutOff = true;
            return "";
        }
    }

    private JsonToken next() throws IOException {
        if (isCutOff) {
            return JsonToken.NOT_AVAILABLE;
        }
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                isCutOff = true;
                return JsonToken.NOT_AVAILABLE;
            }
            return token;
        } catch (JsonEOFException e) {
            isCutOff = true;
            return JsonToken.NOT_AVAILABLE;
        }
    }
}
