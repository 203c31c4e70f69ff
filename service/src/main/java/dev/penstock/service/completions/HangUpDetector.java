package dev.penstock.service.completions;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/** Detects that a caller closes the connection before the response is complete. */
final class HangUpDetector implements AutoCloseable {
    private final Channel channel;
    private final ChannelFuture hangUp;
    private final ChannelFutureListener listener;

    private HangUpDetector(Channel channel, ChannelFutureListener listener) {
        this.channel = channel;
        hangUp = channel.closeFuture();
        this.listener = listener;
    }

    /** Runs an action when the request's connection closes, until the detector is closed. */
    static HangUpDetector of(HttpRequest<?> request, Runnable action) {
        if (!(request instanceof NettyHttpRequest<?> netty)) {
            throw new IllegalStateException("not served by Netty: " + request.getClass());
        }
        Channel channel = netty.getChannelHandlerContext().channel();
        ChannelFutureListener listener = done -> action.run();
        channel.closeFuture().addListener(listener);
        return new HangUpDetector(channel, listener);
    }

    /** Reads from the connection: while nothing is sent, only a read detects a hang-up, and Micronaut does not read by itself. */
    void check() {
        channel.eventLoop().execute(channel::read);
    }

    @Override
    public void close() {
        // The connection may serve further requests.
        hangUp.removeListener(listener);
    }
}
