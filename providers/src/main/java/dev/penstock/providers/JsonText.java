package dev.penstock.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.penstock.contracts.PrintableText;
import java.util.Optional;

/** Reads and rewrites JSON from providers. */
public final class JsonText {
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(AnswerLimits.JSON_TOKENS)
                            .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** Takes what Python and careless gateways write: NaN and Infinity as numbers, line breaks and tabs in strings. */
    private static final ObjectMapper LENIENT = JsonMapper.builder(
                    MAPPER.getFactory().copy())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .nodeFactory(new JsonNodeFactory(true))
            .build();

    /** The most characters of an error page that are kept; more would not help. */
    private static final int LONGEST_FOREIGN_TEXT = 4000;

    private JsonText() {}

    /** Parses a text; returns a missing node when it is not JSON. */
    public static JsonNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Returns a text that is nearly JSON as JSON, in which numbers that are none are null; empty when it is not nearly JSON
     * either.
     */
    public static Optional<String> mended(String text) {
        try {
            JsonNode node = LENIENT.readTree(text);
            return node == null || node.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(LENIENT.writeValueAsString(withoutNaN(node)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static JsonNode withoutNaN(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(withoutNaN(member.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, withoutNaN(array.get(i)));
            }
        }
        return node.isDouble() && !Double.isFinite(node.doubleValue()) ? NullNode.getInstance() : node;
    }

    /** Removes line breaks, which mean nothing between JSON tokens and cannot occur unescaped within strings. */
    public static String onOneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
                ? json
                : json.replace("\n", "").replace("\r", "");
    }

    /** Returns a text that is not JSON, such as a proxy's error page, as a JSON string, shortened if long. */
    public static String quote(String text) {
        return TextNode.valueOf(PrintableText.shortened(text, LONGEST_FOREIGN_TEXT))
                .toString();
    }
}
