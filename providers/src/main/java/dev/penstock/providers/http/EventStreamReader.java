package dev.penstock.providers.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.http.HttpResponse;
import dev.penstock.providers.AnswerLimits;
import dev.penstock.providers.AnswerTooLargeException;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.TokenSink;
import dev.penstock.providers.wire.AnswerFormat;
import dev.penstock.providers.wire.AnswerStream;
import dev.penstock.providers.wire.HeaderValues;
import dev.penstock.store.Result;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads an answer that is streamed in server-sent events.
 *
 * @param url the request's path in the input
 * @param safe removes secrets from the provider's error messages
 */
record EventStreamReader(String url, AnswerFormat answers, AnswerStream stream, UnaryOperator<String> safe) {
    static boolean isStream(HttpResponse response) {
        return response.statusCode() == 200
                && ResponseHeaders.of(response).find("content-type").orElse("").contains("event-stream");
    }

    /** Reads the stream to its end and returns the outcome. */
    Outcome read(HeaderValues headers, InputStream body, TokenSink sink) throws IOException {
        EventSink events = new EventSink(sink);
        EventData data = new EventData();
        StringBuilder foreign = new StringBuilder();
        try (LineReader lines = new LineReader(body, AnswerLimits.EVENT_BYTES)) {
            TextLine line;
            do {
                line = lines.next();
                if (line != null && line.isTooLong()) {
                    throw new AnswerTooLargeException(
                            "sent an event of more than %d MiB".formatted(AnswerLimits.EVENT_BYTES >> 20), false);
                }
                if (line != null && line.text().length == 0 && data.isEmpty()) {
                    continue; // the end of an event that had one line
                }
                String text = line == null ? "" : new String(line.text(), StandardCharsets.UTF_8);
                if (events.isEmpty && EventData.isForeign(text)) {
                    foreign.append(text).append('\n');
                    refuseTooLong(foreign);
                }
                Optional<JsonNode> event = line == null ? data.end() : data.line(text);
                if (event.filter(stream::isError).isPresent()) {
                    return answers.read(
                            url, 200, headers, safe.apply(event.get().toString()), Instant.now());
                }
                event.ifPresent(json -> {
                    events.isEmpty = false;
                    stream.take(json, data.raw(), events);
                });
            } while (line != null && !data.isDone());
        }
        if (events.isEmpty && !foreign.isEmpty()) {
            // A plain body under the content type of a stream, as some servers send their errors.
            return answers.read(url, 200, headers, safe.apply(foreign.toString().strip()), Instant.now());
        }
        return stream.whole(data.isDone())
                .map(answer -> answers.read(url, 200, headers, answer, Instant.now()))
                .orElseGet(() -> brokenOff(events));
    }

    /** Keeps a plain body to the size of an event, because neither takes of the memory for answers. */
    private static void refuseTooLong(StringBuilder foreign) throws AnswerTooLargeException {
        if (foreign.length() > AnswerLimits.EVENT_BYTES) {
            throw new AnswerTooLargeException(
                    "sent more than %d MiB without an event as a stream of events"
                            .formatted(AnswerLimits.EVENT_BYTES >> 20),
                    false);
        }
    }

    private static Outcome brokenOff(EventSink events) {
        return new Outcome.Lost(
                null,
                new Result.Response(200, "", "{}"),
                new Result.Error(
                        "invalid_response",
                        events.letters == 0
                                ? "the provider's stream of events ended before any text of the answer"
                                : "the provider's stream of events broke off after %,d letters of the answer"
                                        .formatted(events.letters)));
    }

    /** Counts what the sink receives. */
    private static final class EventSink implements TokenSink {
        private final TokenSink sink;
        private long letters;
        private boolean isEmpty = true;

        private EventSink(TokenSink sink) {
            this.sink = sink;
        }

        @Override
        public void token(String text) {
            letters += text.length();
            sink.token(text);
        }

        @Override
        public void event(String event) {
            sink.event(event);
        }
    }
}
