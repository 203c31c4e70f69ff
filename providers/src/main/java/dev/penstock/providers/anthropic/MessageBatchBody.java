package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.http.HttpRequestBody;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.http.BodyFailure;
import dev.penstock.providers.wire.BatchApi.Content;
import dev.penstock.providers.wire.UntranslatableRequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The body that creates a message batch, translated from a file of requests line by line while it is sent. */
record MessageBatchBody(String filename, Content requests) implements HttpRequestBody {
    private static final long UNKNOWN = -1;

    @Override
    public void writeTo(OutputStream out) {
        try {
            out.write("{\"requests\":[".getBytes(StandardCharsets.UTF_8));
            Lines lines = new Lines(out);
            requests.writeTo(lines);
            lines.end();
            out.write("]}".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw BodyFailure.of(e);
        }
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public long contentLength() {
        return UNKNOWN;
    }

    /** Returns false: before a broken upload is repeated, the caller looks for the batch at the provider. */
    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void close() {}

    /** Translates what is written, a line of the file at a time. */
    private final class Lines extends OutputStream {
        private final OutputStream out;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private boolean isFirst = true;

        private Lines(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int letter) throws IOException {
            if (letter == '\n') {
                end();
            } else {
                line.write(letter);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int start = from;
            for (int i = from; i < from + length; i++) {
                if (bytes[i] == '\n') {
                    line.write(bytes, start, i - start);
                    end();
                    start = i + 1;
                }
            }
            line.write(bytes, start, from + length - start);
        }

        private void end() throws IOException {
            if (line.size() == 0) {
                return;
            }
            JsonNode request = JsonText.MAPPER.readTree(line.toByteArray());
            line.reset();
            ObjectNode translated = JsonText.MAPPER.createObjectNode();
            translated.put(
                    "custom_id",
                    BatchRequestId.of(filename, request.path("custom_id").asText("")));
            translated.set("params", params(request));
            out.write((isFirst ? "" : ",").getBytes(StandardCharsets.UTF_8));
            out.write(JsonText.MAPPER.writeValueAsBytes(translated));
            isFirst = false;
        }

        /** Returns a request's body; one that cannot be translated goes as it is, and gets the provider's refusal by itself. */
        private static JsonNode params(JsonNode request) {
            JsonNode body = request.path("body");
            try {
                ObjectNode message = AnthropicRequests.message(
                        request.path("url").asText(""),
                        body instanceof ObjectNode object ? object : JsonText.MAPPER.createObjectNode());
                message.remove("stream");
                return message;
            } catch (UntranslatableRequestException e) {
                return body;
            }
        }
    }
}
