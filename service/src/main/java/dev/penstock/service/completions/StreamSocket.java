package dev.penstock.service.completions;

import dev.penstock.service.OriginFilter;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.KeyAllowances;
import io.micronaut.http.HttpHeaders;
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
    private static final int LARGEST_MESSAGE = 1 << 20;

    private final Completions completions;
    private final PromptCompletions prompts;
    private final KeyAllowances allowances;

    StreamSocket(Completions completions, PromptCompletions prompts, KeyAllowances allowances) {
        this.allowances = allowances;
        this.completions = completions;
        this.prompts = prompts;
    }

    /** Accepts a socket unless a web page of another site opens it; browsers would let any page do that. */
    @OnOpen
    public void open(WebSocketSession session, HttpRequest<?> request) {
        if (OriginFilter.isForeign(
                request.getHeaders().get(HttpHeaders.ORIGIN),
                request.getHeaders().get(HttpHeaders.HOST))) {
            session.close(
                    new CloseReason(CloseReason.POLICY_VIOLATION.getCode(), "pages of other sites may not connect"));
            return;
        }
        ApiCaller caller = ApiCaller.of(request);
        session.put(STREAMS, new SocketStreams(session, completions, prompts, () -> allowances.admit(caller), caller));
    }

    @OnMessage(maxPayloadLength = LARGEST_MESSAGE)
    public void message(String message, WebSocketSession session) {
        streams(session).ifPresent(streams -> streams.take(message));
    }

    @OnClose
    public void close(WebSocketSession session) {
        streams(session).ifPresent(SocketStreams::leave);
    }

    @OnError
    public void error(Throwable failure, WebSocketSession session) {
        log.debug("A socket failed", failure);
        close(session);
        session.close(CloseReason.PROTOCOL_ERROR);
    }

    /** Returns the streams of a session, kept as its attribute: a session's id is a client's header, and two may send the same. */
    private static Optional<SocketStreams> streams(WebSocketSession session) {
        return session.get(STREAMS, SocketStreams.class);
    }
}
