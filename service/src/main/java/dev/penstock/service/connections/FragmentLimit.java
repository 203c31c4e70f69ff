package dev.penstock.service.connections;

import dev.penstock.service.BodyLimits;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/** Limits the length of a message over all its fragments; the decoder limits only each of them. */
final class FragmentLimit extends ChannelInboundHandlerAdapter {
    /** The memory that a fragment takes beside its bytes: there may be any number of empty ones. */
    private static final int PER_FRAGMENT = 128;

    private long bytes;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame frame && isData(frame)) {
            bytes = (frame instanceof ContinuationWebSocketFrame ? bytes : 0)
                    + frame.content().readableBytes()
                    + (frame.isFinalFragment() ? 0 : PER_FRAGMENT);
            if (bytes > BodyLimits.MESSAGE) {
                ReferenceCountUtil.release(message);
                ChannelFuture unused = context.writeAndFlush(
                                new CloseWebSocketFrame(WebSocketCloseStatus.MESSAGE_TOO_BIG))
                        .addListener(ChannelFutureListener.CLOSE);
                return;
            }
        }
        context.fireChannelRead(message);
    }

    private static boolean isData(WebSocketFrame frame) {
        return !(frame instanceof PingWebSocketFrame
                || frame instanceof PongWebSocketFrame
                || frame instanceof CloseWebSocketFrame);
    }
}
