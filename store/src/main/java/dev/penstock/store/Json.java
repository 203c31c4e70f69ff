package dev.penstock.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Arrays;

/** Reads and writes JSON in the store's files: numbers keep their digits, times are ISO 8601. */
public final class Json {
    public static final ObjectMapper MAPPER = mapper(new JsonFactory());

    /** Does not intern names: foreign input may have any number of distinct ones. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Json() {}

    static ObjectMapper mapper(JsonFactory factory) {
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
    }

    /** Visits the members of a JSON object; the visitor is called with the parser at each value, and may skip the value. */
    public static void visitObject(byte[] json, MemberVisitor visitor) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            visitObject(parser, visitor);
        }
    }

    static void visitObject(JsonParser parser, MemberVisitor visitor) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "not a JSON object", parser.currentTokenLocation());
        }
        visitMembers(parser, visitor);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "more than one JSON value", parser.currentTokenLocation());
        }
    }

    /** Visits the members of the nested object at whose start the parser stands, and leaves the parser at its end. */
    public static void visitMembers(JsonParser parser, MemberVisitor visitor) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            visitor.visit(name, parser);
            parser.skipChildren();
        }
    }

    /** Returns the bytes of the value at which the parser stands, unchanged. */
    public static byte[] rawValue(JsonParser parser, byte[] json) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        return Arrays.copyOfRange(json, from, to);
    }

    /** Returns the text of a string, number, boolean or null, and an object or array as JSON. */
    public static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** Explains why a text is not one JSON object. */
    public static String reason(IOException e, byte[] text) {
        int first = 0;
        while (first < text.length && Character.isWhitespace(text[first])) {
            first++;
        }
        if (first == text.length || text[first] != '{') {
            return "not a JSON object: '{' was expected, not " + JsonErrorMessage.wordAt(first, text);
        }
        return e instanceof JsonProcessingException mistake
                ? JsonErrorMessage.explain(mistake, text)
                : String.valueOf(e.getMessage());
    }

    static boolean isJson(byte[] text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Receives the members of an object, each with the parser at its value. */
    @FunctionalInterface
    public interface MemberVisitor {
        void visit(String name, JsonParser parser) throws IOException;
    }
}
