package dev.penstock.service.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowClientGuardTest {
    private long now;
    private final SlowClientGuard guard = new SlowClientGuard(() -> now, Duration.ofSeconds(30));
    private final EmbeddedChannel connection = new EmbeddedChannel(guard, new HttpServerCodec(), guard.boundaries());

    @BeforeEach
    void readWhenTold() {
        connection.config().setAutoRead(false);
        connection.read();
    }

    @Test
    void headersThatDoNotEndAreCutAfterThirtySeconds() {
        sends("GET /v1/files HTTP/1.1\r\nHo");
        for (int second = 0; second < 30; second++) {
            after(Duration.ofSeconds(1));
            assertThat(connection.isActive()).isTrue();
            sends("x");
        }

        after(Duration.ofSeconds(1));

        assertThat(connection.isActive()).isFalse();
    }

    @Test
    void aConnectionThatSendsNothingIsCutToo() {
        after(Duration.ofSeconds(31));

        assertThat(connection.isActive()).isFalse();
    }

    @Test
    void aBodyMayTakeItsTimeButNotEveryTime() {
        sends("POST /batch HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
        for (int second = 0; second < 300; second++) {
            after(Duration.ofSeconds(1));
            sends("x".repeat(2_000));
        }
        assertThat(connection.isActive()).as("two kilobytes a second").isTrue();

        after(Duration.ofSeconds(600));

        assertThat(connection.isActive()).as("nothing for ten minutes").isFalse();
    }

    @Test
    void aLongBodyComesAsFastAsASlowLineBringsIt() {
        sends("POST /v1/files HTTP/1.1\r\nHost: a\r\nContent-Length: 500000000\r\n\r\n");
        for (int step = 0; step < 120; step++) {
            sends("x".repeat(10 * 65_600));
            connection.releaseInbound();
            after(Duration.ofSeconds(10));
        }
        assertThat(connection.isActive()).as("64 KiB a second").isTrue();
    }

    @Test
    void aBodyThatComesMoreSlowlyEndsAfterTenMinutes() {
        sends("POST /batch HTTP/1.1\r\nHost: a\r\nContent-Length: 500000000\r\n\r\n");
        int steps = 0;
        for (; connection.isActive() && steps < 120; steps++) {
            sends("x".repeat(10 * 60_000));
            connection.releaseInbound();
            after(Duration.ofSeconds(10));
        }

        assertThat(steps).isEqualTo(61);
    }

    @Test
    void aClientThatTheServerDoesNotReadFromIsNotSlow() {
        sends("POST /batch HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
        connection.writeInbound(Unpooled.copiedBuffer("x", US_ASCII));

        after(Duration.ofSeconds(600));

        assertThat(connection.isActive()).isTrue();
    }

    @Test
    void theWaitForAnAnswerIsNotTheClients() {
        sends("GET /v1/files HTTP/1.1\r\nHost: a\r\n\r\n");

        after(Duration.ofSeconds(600));

        assertThat(connection.isActive()).isTrue();
    }

    @Test
    void aBodyThatGoesOnAfterItWasRefusedIsCutInTheEnd() {
        sends("POST /batch HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST));
        String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
        int sent = 0;
        while (connection.isActive() && sent < 1_000) {
            sends(chunk);
            connection.releaseInbound();
            sent++;
        }

        assertThat(sent).isBetween(33, 50);
    }

    @Test
    void aBodyThatIsWantedMayBeOfAnyLength() {
        sends("POST /v1/files HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        String chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
        for (int sent = 0; sent < 100; sent++) {
            sends(chunk);
            connection.releaseInbound();
        }

        assertThat(connection.isActive()).isTrue();
    }

    private void sends(String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
        connection.read();
    }

    private void after(Duration time) {
        now += time.toNanos();
        ChannelHandlerContext context = connection.pipeline().context(guard);
        if (context != null) {
            guard.check(context);
        }
    }
}
