package dev.penstock.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;

/** Reads JSON from outside within the {@link SizeLimits}, which the store's own files may exceed. */
public final class UntrustedJson {
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxTokenCount(SizeLimits.JSON_TOKENS)
            .maxNestingDepth(SizeLimits.JSON_DEPTH)
            .maxNumberLength(SizeLimits.JSON_NUMBER_LETTERS)
            .maxStringLength(SizeLimits.LINE_BYTES)
            .build();

    // Names are not interned, because foreign texts may have any number of distinct ones.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final ObjectMapper MAPPER = Json.mapper(FACTORY);

    /** Reads texts of any length as a stream, and so keeps no table of names. */
    private static final JsonFactory STREAMS = JsonFactory.builder()
            .streamReadConstraints(LIMITS.rebuild()
                    .maxTokenCount(StreamReadConstraints.DEFAULT_MAX_TOKEN_COUNT)
                    .maxStringLength(SizeLimits.STREAMED_STRING_LETTERS)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private UntrustedJson() {}

    /** Returns the factory of parsers that keep within the limits, for mappers with settings of their own. */
    public static JsonFactory factory() {
        return FACTORY.copy();
    }

    /**
     * Parses a text.
     *
     * @throws IOException when the text is not JSON or exceeds a limit; {@link Json#reason} explains it
     */
    public static JsonNode parse(byte[] text) throws IOException {
        return MAPPER.readTree(text);
    }

    /** Parses a text, as {@link #parse(byte[])} does. */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Visits the members of a JSON object; the visitor is called with the parser at each value, and may skip the value. */
    public static void visitObject(byte[] text, Json.MemberVisitor visitor) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            Json.visitObject(parser, visitor);
        }
    }

    /** Visits the members of a JSON object that is read as a stream, and so may have any length. */
    public static void visitObject(InputStream text, Json.MemberVisitor visitor) throws IOException {
        try (JsonParser parser = STREAMS.createParser(text)) {
            Json.visitObject(parser, visitor);
        }
    }
}
