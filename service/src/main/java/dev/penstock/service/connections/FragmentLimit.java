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

/**
 * Limits the length of a message over all its fragments, as the decoder limits only each of them; and ends the socket of a
 * client that goes on asking whether the server is there, and does not read the answers.
 */
final class FragmentLimit extends ChannelInboundHandlerAdapter {
    /** The memory that a fragment takes beside its bytes: there may be any number of empty ones. */
    private static final int PER_FRAGMENT = 128;

    /** A slow client may ask a few times before it has read what is on its way. */
    private static final int MOST_PINGS_UNREAD = 16;

    private long bytes;
    private int pingsUnread;

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
        if (message instanceof PingWebSocketFrame) {
            pingsUnread = context.channel().isWritable() ? 0 : pingsUnread + 1;
            if (pingsUnread > MOST_PINGS_UNREAD) {
                ReferenceCountUtil.release(message);
                ChannelFuture unused = context.close();
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
