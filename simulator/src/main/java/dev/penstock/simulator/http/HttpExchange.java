package dev.penstock.simulator.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One HTTP request and its response, used on its connection's event loop only. */
// A failed write closes the connection, and the closing is what HttpConnection reacts to.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpExchange {
    static final String JSON = "application/json";

    private final ChannelHandlerContext context;
    private final String id;
    private final Runnable onDone;
    private boolean keepAlive;
    private boolean hanging;
    private boolean done;
    private @Nullable Future<?> timer;
    private @Nullable Runnable onAbandoned;

    HttpExchange(ChannelHandlerContext context, String id, boolean keepAlive, Runnable onDone) {
        this.context = context;
        this.id = id;
        this.keepAlive = keepAlive;
        this.onDone = onDone;
    }

    /** Runs a step after a delay, or at once and without a timer if the delay is zero or negative. */
    void after(Duration delay, Runnable step) {
        if (delay.isZero() || delay.isNegative()) {
            step.run();
        } else {
            timer = context.executor().schedule(step, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    void onAbandoned(Runnable action) {
        onAbandoned = action;
    }

    void send(int status, String contentType, byte[] body, Map<String, String> headers) {
        ByteBuf content = Unpooled.wrappedBuffer(body);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        head(response, contentType, headers);
        finish(context.writeAndFlush(response));
    }

    /**
     * Runs work on a virtual thread, and the step that the work returns on the event loop, unless the exchange is done
     * by then.
     */
    void offload(Supplier<Runnable> work) {
        Thread.startVirtualThread(() -> {
            Runnable next = work.get();
            context.executor().execute(() -> {
                if (!done) {
                    next.run();
                }
            });
        });
    }

    void sendFile(Path file, long bytes, Map<String, String> headers) {
        DefaultHttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes);
        head(response, "application/octet-stream", headers);
        context.write(response);
        context.write(new DefaultFileRegion(file.toFile(), 0, bytes));
        finish(context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    /** Announces the whole file, sends half of it and leaves the connection open. */
    void sendHalfAFile(Path file, long bytes) {
        DefaultHttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes);
        head(response, "application/octet-stream", Map.of());
        context.write(response);
        context.writeAndFlush(new DefaultFileRegion(file.toFile(), 0, bytes / 2));
        hang();
    }

    /** Announces the whole body, sends half of it and closes the connection. */
    void sendHalf(String contentType, byte[] body, Map<String, String> headers) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        head(response, contentType, headers);
        context.write(response);
        context.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(body, 0, body.length / 2)));
        drop();
    }

    void startStream(Map<String, String> headers) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers()
                .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        head(response, "text/event-stream; charset=utf-8", headers);
        context.write(response);
    }

    void sendPart(String text) {
        context.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }

    void endStream() {
        finish(context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    /** Closes the connection after sending the bytes that were already written. */
    void drop() {
        done = true;
        context.close();
    }

    void hang() {
        hanging = true;
    }

    /** Ends the exchange because the connection is gone; runs the abandonment action unless the exchange was done. */
    void abandon() {
        if (timer != null) {
            timer.cancel(false);
        }
        if (!done && onAbandoned != null) {
            onAbandoned.run();
        }
        done = true;
    }

    /** Closes the connection after the response under way, or at once if the exchange hangs. */
    void closeSoon() {
        keepAlive = false;
        if (hanging) {
            context.close();
        }
    }

    /** Returns the request's id, which the response announces. */
    String id() {
        return id;
    }

    boolean isDone() {
        return done;
    }

    private void head(HttpResponse response, String contentType, Map<String, String> headers) {
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType).set("x-request-id", id);
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        headers.forEach((name, value) -> response.headers().set(name, value));
    }

    private void finish(ChannelFuture written) {
        done = true;
        if (keepAlive) {
            onDone.run();
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }
}
