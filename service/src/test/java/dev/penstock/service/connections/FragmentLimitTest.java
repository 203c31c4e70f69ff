package dev.penstock.service.connections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.service.BodyLimits;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.junit.jupiter.api.Test;

class FragmentLimitTest {
    private final EmbeddedChannel socket = new EmbeddedChannel(new FragmentLimit());

    @Test
    void fragmentsThatAreTooLongTogetherEndTheSocket() {
        int half = BodyLimits.MESSAGE / 2;
        socket.writeInbound(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[half])));
        assertThat(socket.isActive()).isTrue();

        socket.writeInbound(new ContinuationWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[half])));

        CloseWebSocketFrame told = socket.readOutbound();
        assertThat(told.statusCode()).isEqualTo(1009);
        assertThat(socket.isActive()).isFalse();
    }

    @Test
    void anyNumberOfEmptyFragmentsIsTooLongToo() {
        socket.writeInbound(new TextWebSocketFrame(false, 0, Unpooled.EMPTY_BUFFER));
        int sent = 0;
        while (socket.isActive() && sent < BodyLimits.MESSAGE) {
            socket.writeInbound(new ContinuationWebSocketFrame(false, 0, Unpooled.EMPTY_BUFFER));
            sent++;
        }

        assertThat(sent).isLessThan(10_000);
    }

    @Test
    void aClientThatAsksAndDoesNotReadTheAnswersIsCut() {
        ChannelFuture unread = socket.write(Unpooled.wrappedBuffer(new byte[1 << 20]));
        assertThat(socket.isWritable()).isFalse();
        int sent = 0;
        while (socket.isActive() && sent < 1_000) {
            socket.writeInbound(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[100])));
            sent++;
        }

        assertThat(sent).isLessThan(100);
        assertThat(socket.inboundMessages()).hasSizeLessThan(sent);
        assertThat(unread.isSuccess()).isFalse();
    }

    @Test
    void aClientThatReadsMayAskAsOftenAsItLikes() {
        for (int sent = 0; sent < 1_000; sent++) {
            socket.writeInbound(new PingWebSocketFrame());
        }

        assertThat(socket.isActive()).isTrue();
    }

    @Test
    void messagesOneAfterAnotherDoNotAddUp() {
        for (int message = 0; message < 10; message++) {
            socket.writeInbound(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[100_000])));
            socket.writeInbound(new PingWebSocketFrame());
            socket.writeInbound(new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(new byte[100_000])));
        }

        assertThat(socket.isActive()).isTrue();
        assertThat(socket.inboundMessages()).hasSize(30).allMatch(WebSocketFrame.class::isInstance);
    }
}
