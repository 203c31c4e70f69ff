package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.http.HttpResponse;
import dev.penstock.providers.AnswerLimits;
import dev.penstock.providers.AnswerTooLargeException;
import dev.penstock.providers.BoundedAnswer;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.TokenSink;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Reads an answer that is streamed in server-sent events, and assembles the whole answer. */
abstract sealed class AnswerStream permits ChatStream, ResponseStream {
    private static final String DATA = "data:";
    private static final String EVENT = "event:";
    private static final String END = "[DONE]";

    static AnswerStream of(String url, ObjectNode body) {
        return url.endsWith("/responses") ? new ResponseStream() : new ChatStream(body);
    }

    static boolean isStream(HttpResponse response) {
        return response.statusCode() == 200
                && headers(response).find("content-type").orElse("").contains("event-stream");
    }

    static HeaderValues headers(HttpResponse response) {
        return name -> response.headers().values(name).stream().findFirst();
    }

    /** Returns the body of the request with streaming turned on. */
    abstract ObjectNode streamed(ObjectNode body);

    /** Adds an event to the whole answer, and passes it to the sink. */
    abstract void take(JsonNode event, String raw, TokenSink sink) throws IOException;

    /** Returns the whole answer's JSON; empty when the stream broke off before its end. */
    abstract String whole() throws IOException;

    /**
     * Reads the stream to its end and returns the outcome.
     *
     * @param safe removes secrets from the provider's error messages
     */
    final Outcome read(HttpResponse response, TokenSink sink, UnaryOperator<String> safe) throws IOException {
        try (LineReader lines = new LineReader(BoundedAnswer.stream(response.body()), AnswerLimits.EVENT_BYTES)) {
            String name = "";
            for (TextLine next = lines.next(); next != null; next = lines.next()) {
                if (next.isTooLong()) {
                    throw new AnswerTooLargeException(
                            "sent an event of more than %d MiB".formatted(AnswerLimits.EVENT_BYTES >> 20), false);
                }
                String line = new String(next.text(), StandardCharsets.UTF_8);
                if (line.startsWith(EVENT)) {
                    name = line + "\n";
                    continue;
                }
                String data =
                        line.startsWith(DATA) ? line.substring(DATA.length()).strip() : "";
                if (data.isEmpty()) {
                    continue; // the end of an event, or a comment
                }
                if (data.equals(END)) {
                    break;
                }
                JsonNode event = JsonText.parse(data);
                if (isError(event)) {
                    return OpenAiAnswers.read(200, headers(response), safe.apply(error(event)), Instant.now());
                }
                if (event.isObject()) {
                    take(event, name + DATA + " " + data + "\n\n", sink);
                    name = "";
                }
            }
        }
        return OpenAiAnswers.read(200, headers(response), whole(), Instant.now());
    }

    private static boolean isError(JsonNode event) {
        return event.path("error").isObject()
                || event.path("error").isTextual()
                || event.path("type").asText("").equals("error");
    }

    /** Returns an error event as an error body; {@code /v1/responses} sends the error without an {@code error} member. */
    private static String error(JsonNode event) {
        return event.has("error")
                ? event.toString()
                : JsonText.MAPPER.createObjectNode().set("error", event).toString();
    }
}
