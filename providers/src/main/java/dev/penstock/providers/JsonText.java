package dev.penstock.providers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** JSON as providers write it. */
public final class JsonText {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** More of an error page helps nobody. */
    private static final int LONGEST_FOREIGN_TEXT = 4000;

    private JsonText() {}

    /** Missing when it is not JSON. */
    public static JsonNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Without line breaks: outside of strings they mean nothing, and inside they cannot be. */
    public static String onOneLine(String json) {
        return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
                ? json
                : json.replace("\n", "").replace("\r", "");
    }

    /** What is not JSON, such as a proxy's error page, as a JSON string. */
    public static String quote(String text) {
        String start = text.length() <= LONGEST_FOREIGN_TEXT ? text : text.substring(0, LONGEST_FOREIGN_TEXT) + "…";
        return TextNode.valueOf(start).toString();
    }
}
