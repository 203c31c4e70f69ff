package dev.penstock.service.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.providers.TokenSink;
import dev.penstock.service.bodies.BodyMemory;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import io.micronaut.websocket.WebSocketSession;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of one WebSocket. Each stream has at most one unsent message, so that a slow reader slows its providers down. */
final class SocketStreams {
    private static final Logger log = LoggerFactory.getLogger(SocketStreams.class);
    private static final int MAX_STREAMS = 100;
    private static final int LONGEST_ID = 200;
    private static final ApiFailure FAILED =
            ApiFailure.of(HttpStatus.INTERNAL_SERVER_ERROR, "an internal error occurred", "server_error", null, null);

    /** As for HTTP streams: a reader that takes nothing for this long is dropped, because its calls occupy the pool's concurrency. */
    private static final long PATIENCE_SECONDS = 60;

    private final WebSocketSession session;
    private final Completions completions;
    private final PromptCompletions prompts;
    private final BodyMemory memory;
    private final Runnable admission;
    private final ApiCaller caller;
    private final Map<String, Stream> streams = new ConcurrentHashMap<>();
    private final AtomicInteger unsent = new AtomicInteger();
    private CompletableFuture<?> lastMessage = CompletableFuture.completedFuture("");
    private volatile boolean left;

    /**
     * @param admission counts one request against the caller's limits, or throws when a limit is reached
     */
    SocketStreams(
            WebSocketSession session,
            Completions completions,
            PromptCompletions prompts,
            BodyMemory memory,
            Runnable admission,
            ApiCaller caller) {
        this.memory = memory;
        this.admission = admission;
        this.caller = caller;
        this.session = session;
        this.completions = completions;
        this.prompts = prompts;
    }

    /** Takes a message from the client; it is handled after those before it, on another thread than the connection's own. */
    void take(String message) {
        if (left) {
            return;
        }
        BodyMemory.Share share = memory.begin(caller);
        try {
            // No waiting here, and no parsing of a megabyte: many connections share this thread.
            share.takeNow(message.length());
            synchronized (this) {
                lastMessage = lastMessage.thenRunAsync(() -> handle(message, share), Thread::startVirtualThread);
            }
        } catch (ApiFailure failure) {
            share.close();
            sendSoon(SocketEvents.refusal(null, failure));
        }
    }

    /** Starts or cancels a stream. */
    private void handle(String message, BodyMemory.Share share) {
        String id = null;
        boolean isStarted = false;
        try {
            if (left) {
                return;
            }
            ObjectNode json = CompletionCall.json(message, share::takeTokens);
            id = id(json.remove("id"));
            if (json.path("cancel").asBoolean(false)) {
                Stream stream = streams.get(id);
                if (stream != null) {
                    stream.cancel();
                }
                return;
            }
            start(id, json, share);
            isStarted = true;
        } catch (ApiFailure failure) {
            sendSoon(SocketEvents.refusal(id, failure));
        } catch (RuntimeException e) {
            log.warn("A message of a socket failed", e);
            sendSoon(SocketEvents.refusal(id, FAILED));
        } finally {
            if (!isStarted) {
                share.close();
            }
        }
    }

    /** Cancels all streams, because the socket has closed. */
    void leave() {
        left = true;
        streams.values().forEach(Stream::cancel);
    }

    private void start(String id, ObjectNode json, BodyMemory.Share share) {
        json.remove("stream");
        CompletionCall asked = prompts.chat(json);
        Stream stream = new Stream(id, share);
        if (streams.size() >= MAX_STREAMS) {
            throw ApiFailure.invalid(
                    "a socket may have at most %d streams".formatted(MAX_STREAMS), "id", "too_many_streams");
        }
        if (streams.containsKey(id)) {
            throw ApiFailure.invalid("a stream with the id '%s' exists already".formatted(id), "id", "duplicate_id");
        }
        admission.run();
        streams.put(id, stream);
        Thread.ofVirtual().name("socket-stream-", 0).start(() -> stream.run(asked));
    }

    private static String id(@Nullable JsonNode id) {
        if (id == null
                || !(id.isTextual() || id.isIntegralNumber())
                || id.asText().length() > LONGEST_ID) {
            throw ApiFailure.invalid("every message needs an 'id' that is a string", "id", null);
        }
        return id.asText();
    }

    /** Sends an event without waiting; called on the connection's own thread, which must not block. */
    private void sendSoon(ObjectNode event) {
        if (unsent.incrementAndGet() > MAX_STREAMS && !session.isWritable()) {
            log.debug("A client of a socket sends requests and does not read the answers");
            giveUp();
            return;
        }
        Thread.startVirtualThread(() -> {
            boolean unused = send(event);
            unsent.decrementAndGet();
        });
    }

    /** Cancels all streams and closes the socket; a client that does not read would not see a close message. */
    private void giveUp() {
        leave();
        session.close();
    }

    private boolean send(ObjectNode event) {
        if (left) {
            return false;
        }
        try {
            Object unused = session.sendAsync(event.toString()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            log.debug("A socket accepts no more messages", e);
            giveUp();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Stream implements TokenSink {
        private final String id;
        private final BodyMemory.Share ofMessage;
        private volatile Runnable cancellation = () -> {};
        private volatile boolean cancelled;

        Stream(String id, BodyMemory.Share memory) {
            this.id = id;
            this.ofMessage = memory;
        }

        void cancel() {
            cancelled = true;
            cancellation.run();
        }

        void run(CompletionCall asked) {
            try (PendingCompletion waiting = completions.begin(asked, this, null, caller)) {
                cancellation = waiting::leave;
                if (cancelled) {
                    waiting.leave();
                }
                CompletionResult result = waiting.await();
                end(cancelled ? SocketEvents.about(id).put("cancelled", true) : SocketEvents.last(id, result));
            } catch (ApiFailure failure) {
                end(SocketEvents.refusal(id, failure));
            } catch (RuntimeException e) {
                log.warn("A stream of a socket failed", e);
                end(SocketEvents.refusal(id, FAILED));
            } finally {
                streams.remove(id, this);
                ofMessage.close();
            }
        }

        /** Ends the stream with an event; the id is free for a new stream before the client gets the event. */
        private void end(ObjectNode event) {
            streams.remove(id, this);
            boolean unused = send(event);
        }

        @Override
        public void token(String text) {
            if (!cancelled && !send(SocketEvents.about(id).put("token", text))) {
                cancel();
            }
        }

        @Override
        public void restart() {
            // The client discards the tokens of this stream so far.
            boolean unused = send(SocketEvents.about(id).put("restart", true));
        }
    }
}
