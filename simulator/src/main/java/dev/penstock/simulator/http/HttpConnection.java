package dev.penstock.simulator.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves one connection's requests one after the other, so that pipelined requests are answered in order. */
// Closing fails only for a connection that is gone already.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
    /** The event that is sent through the pipeline when the server closes. */
    enum Closing {
        SOON
    }

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final AtomicLong IDS = new AtomicLong();
    private static final int MOST_WAITING = 64;

    private final EndpointTable router;
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    private @Nullable HttpExchange current;
    private boolean serving;

    HttpConnection(EndpointTable router) {
        this.router = router;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        waiting.add((FullHttpRequest) message);
        // Below this number reading goes on, because a client's disconnection is noticed only while reading.
        if (waiting.size() >= MOST_WAITING) {
            context.channel().config().setAutoRead(false);
        }
        serveWaiting(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (current != null) {
            current.abandon();
        }
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Closing) {
            if (current == null || current.isDone()) {
                context.close();
            } else {
                current.closeSoon();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("Connection closed on an unexpected error", cause);
        }
        context.close();
    }

    private void serveWaiting(ChannelHandlerContext context) {
        if (serving) {
            return;
        }
        serving = true;
        while ((current == null || current.isDone()) && context.channel().isActive() && !waiting.isEmpty()) {
            serve(context, waiting.remove());
        }
        serving = false;
        if (waiting.isEmpty()) {
            context.channel().config().setAutoRead(true);
        }
    }

    private void serve(ChannelHandlerContext context, FullHttpRequest request) {
        String id = String.format(Locale.ROOT, "req_%016x", IDS.incrementAndGet());
        HttpExchange exchange =
                new HttpExchange(context, id, HttpUtil.isKeepAlive(request), () -> serveWaiting(context));
        current = exchange;
        try {
            router.route(exchange, request);
        } catch (RuntimeException bug) {
            LOG.error("The simulator failed to handle {} {}", request.method(), request.uri(), bug);
            exchange.drop();
        } finally {
            request.release();
        }
    }
}
