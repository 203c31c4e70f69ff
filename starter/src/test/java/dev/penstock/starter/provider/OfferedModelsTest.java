package dev.penstock.starter.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.providers.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OfferedModelsTest {
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theProviderIsAskedWithItsKey() {
        says(exchange -> {
            boolean known =
                    "Bearer sk-right".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, known ? 200 : 401, "{\"data\":[{\"id\":\"small\"},{\"id\":\"large\"}]}");
        });

        assertThat(OfferedModels.of(pool("sk-right"))).containsExactly("small", "large");
        assertThat(OfferedModels.of(pool("sk-wrong"))).isEmpty();
    }

    @Test
    void whatIsNoListOfModelsIsNone() {
        says(exchange -> answer(exchange, 200, "<html>Welcome</html>"));

        assertThat(OfferedModels.of(pool("sk-right"))).isEmpty();
    }

    @Test
    void aProviderThatNeverAnswersIsNotWaitedFor() {
        CountDownLatch end = new CountDownLatch(1);
        says(exchange -> await(end));

        assertThat(OfferedModels.of(pool("sk-right"), Duration.ofMillis(50))).isEmpty();

        end.countDown();
    }

    private void says(HttpHandler handler) {
        server.createContext("/v1/models", handler);
    }

    private PoolConfig pool(String key) {
        String address = "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
        return PoolConfig.of("test", address, new Secret(key));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
