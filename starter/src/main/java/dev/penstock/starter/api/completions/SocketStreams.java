package dev.penstock.starter.api.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.llm.TokenSink;
import dev.penstock.contracts.CompletionResult;
import dev.penstock.starter.api.callers.Caller;
import dev.penstock.starter.api.errors.ApiFailure;
import io.micronaut.websocket.WebSocketSession;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of one socket. Each has at most one message on its way, so that a slow reader slows its providers. */
final class SocketStreams {
    private static final Logger log = LoggerFactory.getLogger(SocketStreams.class);
    private static final int MOST = 100;
    private static final int LONGEST_ID = 200;

    /** As for any reader: a call that waits for one counts among the pool's. */
    private static final long PATIENCE_SECONDS = 60;

    private final WebSocketSession session;
    private final Completions completions;
    private final Prompts prompts;
    private final Caller caller;
    private final Map<String, Stream> streams = new ConcurrentHashMap<>();
    private volatile boolean left;

    SocketStreams(WebSocketSession session, Completions completions, Prompts prompts, Caller caller) {
        this.caller = caller;
        this.session = session;
        this.completions = completions;
        this.prompts = prompts;
    }

    /** One message of the client's. */
    void take(String message) {
        String id = null;
        try {
            ObjectNode json = Asked.json(message.getBytes(StandardCharsets.UTF_8));
            id = id(json.remove("id"));
            if (json.path("cancel").asBoolean(false)) {
                Stream stream = streams.get(id);
                if (stream != null) {
                    stream.cancel();
                }
                return;
            }
            start(id, json);
        } catch (ApiFailure failure) {
            sendSoon(refusal(id, failure));
        }
    }

    /** The socket is gone. */
    void leave() {
        left = true;
        streams.values().forEach(Stream::cancel);
    }

    private void start(String id, ObjectNode json) {
        json.remove("stream");
        Asked asked = prompts.chat(json);
        Stream stream = new Stream(id);
        if (streams.size() >= MOST) {
            throw ApiFailure.invalid("a socket has at most %d streams".formatted(MOST), "id", "too_many_streams");
        }
        if (streams.putIfAbsent(id, stream) != null) {
            throw ApiFailure.invalid("there is a stream '%s' already".formatted(id), "id", "duplicate_id");
        }
        Thread.ofVirtual().name("socket-stream-", 0).start(() -> stream.run(asked));
    }

    private static String id(@Nullable JsonNode id) {
        if (id == null
                || !(id.isTextual() || id.isIntegralNumber())
                || id.asText().length() > LONGEST_ID) {
            throw ApiFailure.invalid("every message needs an 'id', a text", "id", null);
        }
        return id.asText();
    }

    private static ObjectNode about(@Nullable String id) {
        return Asked.JSON.createObjectNode().put("id", id);
    }

    private static ObjectNode refusal(@Nullable String id, ApiFailure failure) {
        ObjectNode event = about(id);
        event.putObject("error")
                .put("message", failure.getMessage())
                .put("type", failure.type())
                .put("param", failure.param())
                .put("code", failure.code());
        return event;
    }

    /** From the connection's own thread, which must not wait. */
    private void sendSoon(ObjectNode event) {
        Thread.startVirtualThread(() -> send(event));
    }

    private boolean send(ObjectNode event) {
        if (left) {
            return false;
        }
        try {
            Object unused = session.sendAsync(event.toString()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            log.debug("A socket takes nothing more", e);
            session.close();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Stream implements TokenSink {
        private final String id;
        private volatile Runnable cancellation = () -> {};
        private volatile boolean cancelled;

        Stream(String id) {
            this.id = id;
        }

        void cancel() {
            cancelled = true;
            cancellation.run();
        }

        void run(Asked asked) {
            try (Waiting waiting = completions.begin(asked, this, null, caller)) {
                cancellation = waiting::leave;
                if (cancelled) {
                    waiting.leave();
                }
                CompletionResult result = waiting.await();
                streams.remove(id);
                boolean unused = send(cancelled ? about(id).put("cancelled", true) : last(result));
            } catch (ApiFailure failure) {
                streams.remove(id);
                boolean unused = send(refusal(id, failure));
            }
        }

        @Override
        public void token(String text) {
            if (!cancelled && !send(about(id).put("token", text))) {
                cancel();
            }
        }

        @Override
        public void restart() {
            // The client forgets what it has of this stream.
            boolean unused = send(about(id).put("restart", true));
        }

        private ObjectNode last(CompletionResult result) {
            Reply reply = Reply.of(result);
            ObjectNode event = about(id);
            if (!reply.isAnswer()) {
                return event.set("error", Reply.json(reply.body()).path("error"));
            }
            event.put("done", true).set("usage", Asked.JSON.valueToTree(result.usage()));
            JsonNode finish = Reply.json(reply.body()).at("/choices/0/finish_reason");
            if (finish.isTextual()) {
                event.set("finish_reason", finish);
            }
            return event.put("attempts", result.attempts()).put("latency_ms", result.latencyMs());
        }
    }
}
