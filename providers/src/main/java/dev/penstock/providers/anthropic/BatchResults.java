package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.AnswerLimits;
import dev.penstock.providers.JsonText;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The results of a message batch as lines in OpenAI's format, translated while they are read; each has its message as it came. */
final class BatchResults extends InputStream {
    /** The status that an error would have had by itself (platform.claude.com/docs/en/api/errors). */
    private static final Map<String, Integer> STATUS = Map.of(
            "authentication_error", 401,
            "billing_error", 402,
            "permission_error", 403,
            "not_found_error", 404,
            "request_too_large", 413,
            "rate_limit_error", 429,
            "api_error", 500,
            "timeout_error", 504,
            "overloaded_error", 529);

    private static final int REFUSED = 400;
    private static final int ANSWERED = 200;

    private final LineReader lines;
    private byte[] line = new byte[0];
    private int at;

    BatchResults(InputStream results) {
        lines = new LineReader(results, AnswerLimits.ANSWER_BYTES);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        while (at == line.length) {
            TextLine next = lines.next();
            if (next == null) {
                return -1;
            }
            line = next.isBlank() ? new byte[0] : translated(next.text());
            at = 0;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, bytes, from, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static byte[] translated(byte[] text) throws IOException {
        JsonNode result = JsonText.parse(new String(text, StandardCharsets.UTF_8));
        ObjectNode translated = JsonText.MAPPER.createObjectNode();
        translated.put(
                "custom_id", BatchRequestId.customId(result.path("custom_id").asText("")));
        JsonNode what = result.path("result");
        switch (what.path("type").asText("")) {
            case "succeeded" -> response(translated, ANSWERED, what.path("message"));
            case "errored" -> {
                JsonNode error = what.path("error");
                String type = error.at("/error/type").asText("");
                response(translated, STATUS.getOrDefault(type, REFUSED), error);
            }
            case "canceled" ->
                error(translated, "batch_cancelled", "the request was cancelled before the provider answered it");
            default ->
                error(translated, "batch_expired", "the provider did not answer the request before the batch expired");
        }
        return (translated + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void response(ObjectNode line, int status, JsonNode body) {
        ObjectNode response = line.putObject("response").put("status_code", status);
        response.put("request_id", body.path("request_id").asText(""));
        response.set("body", body);
    }

    private static void error(ObjectNode line, String code, String message) {
        line.putObject("error").put("code", code).put("message", message);
    }
}
