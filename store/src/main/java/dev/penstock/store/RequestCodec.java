package dev.penstock.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Encodes and decodes the lines of a batch's {@code input.jsonl}: {@code {"line":17,"custom_id":"a","method":"POST","url":"…","body":{…}}},
 * where {@code line} is the request's line in the source, and the body is unchanged.
 */
public final class RequestCodec {
    /** The number of JSON tokens up to the custom_id's value: the brace, two names, two values. */
    private static final int TOKENS_TO_NAME = 5;

    /** Written only as {@code false}: the request must not be answered from the cache or with a duplicate's result. */
    private static final String CACHE = "cache";

    private RequestCodec() {}

    /** Encodes a request as a line, with its line break. */
    public static byte[] encode(long line, String customId, String url, byte[] body, boolean reusable) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 128);
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("line", line);
            json.writeStringField("custom_id", customId);
            if (!reusable) {
                json.writeBooleanField(CACHE, false);
            }
            json.writeStringField("method", "POST");
            json.writeStringField("url", url);
            json.writeFieldName("body");
            writeRaw(json, out, body);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Decodes a line into a request, including its body. */
    public static RequestLine decode(byte[] text) throws IOException {
        JsonNode request = Json.MAPPER.readTree(text);
        return new RequestLine(
                request.path("line").longValue(),
                request.path("custom_id").textValue(),
                request.path("url").textValue(),
                (ObjectNode) request.get("body"),
                request.path(CACHE).asBoolean(true));
    }

    /** Decodes a line's number and custom_id without reading the body. */
    public static Key decodeKey(byte[] text) throws IOException {
        try (var parser = Json.FACTORY.createParser(text)) {
            parser.nextToken();
            parser.nextToken();
            long line = parser.nextLongValue(0);
            parser.nextToken();
            return new Key(line, parser.nextTextValue());
        }
    }

    /** Rewrites a line for a provider: with another custom_id, and without the line number and {@code cache}. */
    public static byte[] renamed(byte[] text, String customId) throws IOException {
        try (var parser = Json.FACTORY.createParser(text)) {
            for (int token = 0; token < TOKENS_TO_NAME; token++) {
                parser.nextToken();
            }
            parser.finishToken();
            if (isCacheNext(text, (int) parser.currentLocation().getByteOffset())) {
                parser.nextToken();
                parser.nextToken();
                parser.finishToken();
            }
            int rest = (int) parser.currentLocation().getByteOffset();
            byte[] start = ("{\"custom_id\":" + Json.MAPPER.getNodeFactory().textNode(customId))
                    .getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream out = new ByteArrayOutputStream(start.length + text.length - rest + 1);
            out.writeBytes(start);
            out.write(text, rest, text.length - rest);
            out.write('\n');
            return out.toByteArray();
        }
    }

    /** Tells whether {@code cache} follows, which a provider does not know. */
    private static boolean isCacheNext(byte[] text, int from) {
        byte[] next = (",\"" + CACHE + "\":").getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(text, from, Math.min(text.length, from + next.length), next, 0, next.length);
    }

    /** Writes a value as raw bytes, so that a body need not be decoded and encoded to stay unchanged. */
    static void writeRaw(JsonGenerator json, ByteArrayOutputStream out, byte[] value) throws IOException {
        json.writeRawValue("");
        json.flush();
        for (byte b : value) {
            // Between tokens only: within a string JSON has no raw line break.
            out.write(b == '\n' || b == '\r' ? ' ' : b);
        }
    }

    /** A request's line in the source, and its custom_id. */
    public record Key(long line, String customId) {}
}
