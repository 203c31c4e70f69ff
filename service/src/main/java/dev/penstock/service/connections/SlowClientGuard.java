package dev.penstock.service.connections;

import dev.penstock.service.BodyLimits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose client sends the headers or the body of a request too slowly, or goes on sending a body for
 * long after it was answered. Only the time counts in which the server wants to read: a client that is kept waiting by the
 * server is not slow.
 */
final class SlowClientGuard extends ChannelDuplexHandler {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);
    private static final long SECOND = 1_000_000_000L;

    private enum Phase {
        /** No request has begun to arrive. */
        IDLE,
        HEADERS,
        BODY
    }

    private final LongSupplier nanoTime;
    private final Duration headersWithin;
    private Phase phase = Phase.HEADERS;
    private boolean isReading;
    private long readingSince;
    private long waited;
    private long bytes;
    private boolean isAnswered;
    private long ignored;
    private boolean mayBecomeWebSocket;
    private @Nullable ScheduledFuture<?> checks;

    /**
     * @param headersWithin how long a client may take to send the headers of a request
     */
    SlowClientGuard(LongSupplier nanoTime, Duration headersWithin) {
        this.nanoTime = nanoTime;
        this.headersWithin = headersWithin;
    }

    /** Returns the handler that sees where requests begin and end; its place is behind the decoder. */
    ChannelHandler boundaries() {
        return new ChannelDuplexHandler() {
            @Override
            public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                isAnswered |= phase == Phase.BODY && message instanceof LastHttpContent && !isInterim(message);
                context.write(message, promise);
            }

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof HttpRequest request) {
                    mayBecomeWebSocket = request.headers().contains(HttpHeaderNames.UPGRADE);
                    begin(Phase.BODY);
                }
                if (message instanceof LastHttpContent) {
                    begin(Phase.IDLE);
                }
                context.fireChannelRead(message);
            }
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        begin(Phase.HEADERS);
        // The first read was asked for before this handler was there.
        isReading = true;
        long interval = Math.min(CHECK_INTERVAL.toNanos(), headersWithin.toNanos());
        checks = context.executor()
                .scheduleWithFixedDelay(() -> check(context), interval, interval, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (checks != null) {
            checks.cancel(false);
        }
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (!isReading) {
            isReading = true;
            readingSince = nanoTime.getAsLong();
        }
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isReading) {
            waited += nanoTime.getAsLong() - readingSince;
            isReading = false;
        }
        if (mayBecomeWebSocket && becameWebSocket(context)) {
            context.fireChannelRead(message);
            return;
        }
        if (phase == Phase.IDLE) {
            begin(Phase.HEADERS);
        }
        int length = message instanceof ByteBuf some ? some.readableBytes() : 0;
        bytes += length;
        ignored += isAnswered ? length : 0;
        context.fireChannelRead(message);
        if (ignored > BodyLimits.IGNORED) {
            ChannelFuture unused = context.close();
        }
    }

    void check(ChannelHandlerContext context) {
        if (isTooSlow()) {
            ChannelFuture unused = context.close();
        }
    }

    private boolean isTooSlow() {
        long all = waited + (isReading ? nanoTime.getAsLong() - readingSince : 0);
        return switch (phase) {
            case IDLE -> false;
            case HEADERS -> all > headersWithin.toNanos();
            case BODY ->
                all > BodyLimits.BODY_GRACE.toNanos() + timeAt(BodyLimits.SLOWEST_BYTES_A_SECOND)
                        || all > Math.max(BodyLimits.SLOW_BODY.toNanos(), timeAt(BodyLimits.SLOW_LINE_BYTES_A_SECOND));
        };
    }

    private long timeAt(int bytesASecond) {
        return bytes * SECOND / bytesASecond;
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response && response.status().code() < 200;
    }

    private void begin(Phase next) {
        phase = next;
        isAnswered = false;
        ignored = 0;
        waited = 0;
        bytes = 0;
        readingSince = nanoTime.getAsLong();
    }

    /** The decoder of messages is there once the upgrade has happened; this guard then has nothing more to do. */
    private boolean becameWebSocket(ChannelHandlerContext context) {
        ChannelHandlerContext decoder = context.pipeline().context(WebSocketFrameDecoder.class);
        if (decoder == null) {
            return false;
        }
        context.pipeline().addAfter(decoder.name(), null, new FragmentLimit());
        context.pipeline().remove(this);
        return true;
    }
}
