package dev.penstock.service.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.service.bodies.HeldBody;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A streamed response: an error before the first token becomes the HTTP status, a later error an event. */
final class EventAnswer {
    /** After this time without a token the response begins with status 200, and keep-alive comments are sent. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(10);

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    private static final String DONE = "data: [DONE]\n\n";

    private final CompletionCall asked;
    private final PendingCompletion waiting;
    private final EventPipe pipe;
    private final HangUpDetector hangUp;
    private final BooleanSupplier revoked;

    private final HeldBody held;

    /**
     * @param hangUp closed when the response ends
     * @param revoked whether the caller's key has been revoked, which ends the response
     * @param held the body of the request, closed when the response ends
     */
    EventAnswer(
            CompletionCall asked,
            PendingCompletion waiting,
            EventPipe pipe,
            HangUpDetector hangUp,
            BooleanSupplier revoked,
            HeldBody held) {
        this.held = held;
        this.revoked = revoked;
        this.hangUp = hangUp;
        this.asked = asked;
        this.waiting = waiting;
        this.pipe = pipe;
    }

    HttpResponse<?> response() {
        Optional<CompletionResult> early = awaitBegin();
        if (early.isPresent() && !pipe.hasBegun()) {
            CompletionResponse reply = CompletionResponse.of(early.get());
            if (!reply.isAnswer()) {
                waiting.close();
                hangUp.close();
                held.close();
                return reply.response();
            }
        }
        Thread.ofVirtual().name("events-", 0).start(this::finish);
        return HttpResponse.ok(pipe)
                .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                // Without this header nginx would buffer the events.
                .header("x-accel-buffering", "no");
    }

    /** Returns the result if the completion ends early; empty when events come first, or nothing comes for a while. */
    private Optional<CompletionResult> awaitBegin() {
        // Waits for the first event or the end, whichever comes first.
        waiting.onEnd(pipe::unblock);
        pipe.awaitBegin(SILENCE_LIMIT);
        return waiting.await(Duration.ZERO);
    }

    private void finish() {
        try (held;
                waiting;
                hangUp) {
            Optional<CompletionResult> result = waiting.await(POLL_INTERVAL);
            while (result.isEmpty()) {
                hangUp.check();
                if (revoked.getAsBoolean()) {
                    waiting.leave();
                    pipe.end("data: " + CompletionResponse.error("this API key has been revoked", "invalid_api_key")
                            + "\n\n");
                    return;
                }
                pipe.keepAlive(SILENCE_LIMIT);
                result = waiting.await(POLL_INTERVAL);
            }
            CompletionResponse reply = CompletionResponse.of(result.get());
            if (!reply.isAnswer()) {
                pipe.end("data: " + reply.body() + "\n\n");
                return;
            }
            if (!pipe.hasBegun()) {
                pipe.event(asOne(reply.body()));
            }
            pipe.end(asked.path().endsWith("/responses") ? "" : DONE);
        }
    }

    /** Returns a whole answer as events, for a provider that does not stream and for an answer that is already known. */
    private String asOne(String body) {
        JsonNode whole = CompletionResponse.json(body);
        if (asked.path().endsWith("/responses")) {
            ObjectNode event = CompletionCall.JSON.createObjectNode().put("type", "response.completed");
            event.put("sequence_number", 0).set("response", whole);
            return "event: response.completed\ndata: " + event + "\n\n";
        }
        return ChatChunks.of(
                whole, asked.body().at("/stream_options/include_usage").asBoolean(false));
    }
}
