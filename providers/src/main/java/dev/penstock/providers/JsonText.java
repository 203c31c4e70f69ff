package dev.penstock.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.penstock.contracts.PrintableText;

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
