package dev.penstock.starter.api.completions;

import dev.penstock.starter.api.OriginFilter;
import dev.penstock.starter.api.callers.Caller;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /stream}: many completions at once over one WebSocket, each with an id of the client's. */
@ServerWebSocket("/stream")
public final class StreamSocket {
    private static final Logger log = LoggerFactory.getLogger(StreamSocket.class);
    private static final int LARGEST_MESSAGE = 1 << 20;

    private final Completions completions;
    private final Prompts prompts;
    private final Map<String, SocketStreams> sockets = new ConcurrentHashMap<>();

    StreamSocket(Completions completions, Prompts prompts) {
        this.completions = completions;
        this.prompts = prompts;
    }

    /** Browsers let any page open a socket to anywhere. */
    @OnOpen
    public void open(WebSocketSession session, HttpRequest<?> request) {
        if (OriginFilter.isForeign(
                request.getHeaders().get(HttpHeaders.ORIGIN),
                request.getHeaders().get(HttpHeaders.HOST))) {
            session.close(new CloseReason(CloseReason.POLICY_VIOLATION.getCode(), "not from this page"));
            return;
        }
        sockets.put(session.getId(), new SocketStreams(session, completions, prompts, Caller.of(request)));
    }

    @OnMessage(maxPayloadLength = LARGEST_MESSAGE)
    public void message(String message, WebSocketSession session) {
        SocketStreams streams = sockets.get(session.getId());
        if (streams != null) {
            streams.take(message);
        }
    }

    @OnClose
    public void close(WebSocketSession session) {
        SocketStreams streams = sockets.remove(session.getId());
        if (streams != null) {
            streams.leave();
        }
    }

    @OnError
    public void error(Throwable failure, WebSocketSession session) {
        log.debug("A socket broke", failure);
        close(session);
        session.close(CloseReason.PROTOCOL_ERROR);
    }
}
