package dev.penstock.service.completions;

import dev.penstock.service.BodyLimits;
import dev.penstock.service.bodies.BodyMemory;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.KeyAllowances;
import dev.penstock.service.callers.OpenStreams;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code /stream}: many completions at once over one WebSocket, each with an id that the client chooses. */
@ServerWebSocket("/stream")
public final class StreamSocket {
    private static final Logger log = LoggerFactory.getLogger(StreamSocket.class);
    private static final String STREAMS = "penstock.streams";
    private static final String PLACE = "penstock.place";

    private final Completions completions;
    private final PromptCompletions prompts;
    private final KeyAllowances allowances;
    private final OpenStreams sockets;
    private final BodyMemory memory;

    StreamSocket(
            Completions completions,
            PromptCompletions prompts,
            KeyAllowances allowances,
            OpenStreams sockets,
            BodyMemory memory) {
        this.sockets = sockets;
        this.memory = memory;
        this.allowances = allowances;
        this.completions = completions;
        this.prompts = prompts;
    }

    @OnOpen
    public void open(WebSocketSession session, HttpRequest<?> request) {
        ApiCaller caller = ApiCaller.of(request);
        try {
            session.put(PLACE, sockets.openSocket(caller, () -> end(session, "this API key has been revoked")));
        } catch (ApiFailure tooMany) {
            session.close(new CloseReason(CloseReason.TRY_AGAIN_LATER.getCode(), String.valueOf(tooMany.getMessage())));
            return;
        }
        session.put(
                STREAMS,
                new SocketStreams(session, completions, prompts, memory, () -> allowances.admit(caller), caller));
    }

    @OnMessage(maxPayloadLength = BodyLimits.MESSAGE)
    public void message(String message, WebSocketSession session) {
        streams(session).ifPresent(streams -> streams.take(message));
    }

    @OnClose
    public void close(WebSocketSession session) {
        streams(session).ifPresent(SocketStreams::leave);
        session.get(PLACE, OpenStreams.Stream.class).ifPresent(OpenStreams.Stream::close);
    }

    @OnError
    public void error(Throwable failure, WebSocketSession session) {
        log.debug("A socket failed", failure);
        close(session);
        session.close(CloseReason.PROTOCOL_ERROR);
    }

    private void end(WebSocketSession session, String why) {
        close(session);
        session.close(new CloseReason(CloseReason.POLICY_VIOLATION.getCode(), why));
    }

    /** Returns the streams of a session, kept as its attribute: a session's id is a client's header, and two may send the same. */
    private static Optional<SocketStreams> streams(WebSocketSession session) {
        return session.get(STREAMS, SocketStreams.class);
    }
}
