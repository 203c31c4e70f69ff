package dev.penstock.store.response;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A cached response as it is stored: a line with status, time and checksum, then the body. */
public record CachedAnswer(Instant at, Result.Response response) {
    private record Head(
            Instant at,
            int status,
            @JsonProperty("request_id") String requestId,
            long checksum) {}

    /** Encodes the response as it is stored. */
    public byte[] encode() throws IOException {
        byte[] body = response.body().getBytes(UTF_8);
        byte[] head = Json.MAPPER.writeValueAsBytes(
                new Head(at, response.statusCode(), response.requestId(), checksum(body)));
        byte[] text = Arrays.copyOf(head, head.length + 1 + body.length);
        text[head.length] = '\n';
        System.arraycopy(body, 0, text, head.length + 1, body.length);
        return text;
    }

    /**
     * Decodes what was stored.
     *
     * @throws IOException when the content is torn or does not match its checksum
     */
    public static CachedAnswer decode(byte[] text) throws IOException {
        int end = 0;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        if (end == text.length) {
            throw new IOException("the file ends too early");
        }
        Head head = Json.MAPPER.readValue(text, 0, end, Head.class);
        byte[] body = Arrays.copyOfRange(text, end + 1, text.length);
        if (checksum(body) != head.checksum) {
            throw new IOException("the checksum does not match");
        }
        return new CachedAnswer(head.at, new Result.Response(head.status, head.requestId, new String(body, UTF_8)));
    }

    private static long checksum(byte[] body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        return checksum.getValue();
    }
}
