package dev.penstock.service.completions;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/** Notices that a caller hangs up while there is no answer yet. */
final class HangUpDetector implements AutoCloseable {
    private final Channel channel;
    private final ChannelFuture hangUp;
    private final ChannelFutureListener listener;

    private HangUpDetector(Channel channel, ChannelFutureListener listener) {
        this.channel = channel;
        hangUp = channel.closeFuture();
        this.listener = listener;
    }

    /** Until it is closed, runs this when the connection ends. */
    static HangUpDetector of(HttpRequest<?> request, Runnable action) {
        if (!(request instanceof NettyHttpRequest<?> netty)) {
            throw new IllegalStateException("not served by Netty: " + request.getClass());
        }
        Channel channel = netty.getChannelHandlerContext().channel();
        ChannelFutureListener listener = done -> action.run();
        channel.closeFuture().addListener(listener);
        return new HangUpDetector(channel, listener);
    }

    /** While nothing is sent, only reading shows that nobody is there; the framework reads no further by itself. */
    void look() {
        channel.eventLoop().execute(channel::read);
    }

    @Override
    public void close() {
        // The connection may serve many more.
        hangUp.removeListener(listener);
    }
}
