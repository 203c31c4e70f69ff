package dev.penstock.starter.api.completions;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/** Notices that a caller hangs up while there is no answer yet. */
final class Departure implements AutoCloseable {
    private final ChannelFuture hangUp;
    private final ChannelFutureListener listener;

    private Departure(ChannelFuture hangUp, ChannelFutureListener listener) {
        this.hangUp = hangUp;
        this.listener = listener;
    }

    /** Until it is closed, runs this when the connection ends. */
    static Departure of(HttpRequest<?> request, Runnable action) {
        if (!(request instanceof NettyHttpRequest<?> netty)) {
            throw new IllegalStateException("not served by Netty: " + request.getClass());
        }
        ChannelFuture hangUp = netty.getChannelHandlerContext().channel().closeFuture();
        ChannelFutureListener listener = done -> action.run();
        hangUp.addListener(listener);
        return new Departure(hangUp, listener);
    }

    @Override
    public void close() {
        // The connection may serve many more.
        hangUp.removeListener(listener);
    }
}
