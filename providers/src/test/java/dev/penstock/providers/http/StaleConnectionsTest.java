package dev.penstock.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.http.ClosingServer.Turn;
import dev.penstock.providers.openai.OpenAiWire;
import java.io.IOException;
import java.net.Proxy;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class StaleConnectionsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ClosingServer server = new ClosingServer();
    private final OkHttpClient client =
            new StaleConnections(nanos::get).build(new OkHttpClient.Builder().retryOnConnectionFailure(false));

    @AfterEach
    void close() {
        server.close();
        client.connectionPool().evictAll();
    }

    @Test
    void aServerThatClosesIdleConnectionsLosesNoCallAndAnswersEachOnce() throws IOException {
        server.does(Turn.ANSWER_AND_CLOSE);

        for (int call = 0; call < 5; call++) {
            assertThat(post("call " + call)).isEqualTo(ClosingServer.ANSWER);
            server.awaitClosed();
        }

        assertThat(server.answered).containsExactly("call 0", "call 1", "call 2", "call 3", "call 4");
    }

    @Test
    void aProviderThatClosesIdleConnectionsLosesNoCall() {
        server.does(Turn.ANSWER_AND_CLOSE);
        ProviderAccount account =
                new ProviderAccount(URI.create(server.baseUrl()), null, Duration.ofSeconds(20), Map.of(), 10);
        try (Provider provider = new HttpProvider(account, OpenAiWire.of(account), (model, quota) -> {})) {
            for (int call = 0; call < 5; call++) {
                ObjectNode body = JsonText.MAPPER.createObjectNode().put("model", "m");
                assertThat(provider.call("/v1/chat/completions", body)).isInstanceOf(Outcome.Answered.class);
                server.awaitClosed();
            }
        }

        assertThat(server.answered).hasSize(5);
    }

    @Test
    void aRequestThatMeetsTheServersClosingGoesOutAgainOnANewConnection() throws IOException {
        server.does(Turn.ANSWER, Turn.CLOSE, Turn.ANSWER);

        post("first");
        assertThat(post("second")).isEqualTo(ClosingServer.ANSWER);

        assertThat(server.received).containsExactly("first", "second", "second");
        assertThat(server.connections).hasValue(2);
    }

    @Test
    void itGoesOutAgainOnlyOnce() throws IOException {
        server.does(Turn.ANSWER, Turn.CLOSE);
        post("first");

        assertThatThrownBy(() -> post("second")).isInstanceOf(IOException.class);

        assertThat(server.received).containsExactly("first", "second", "second");
    }

    @Test
    void aCallThatANewConnectionLosesIsLost() {
        server.does(Turn.CLOSE);

        assertThatThrownBy(() -> post("first")).isInstanceOf(IOException.class);

        assertThat(server.received).containsExactly("first");
    }

    @Test
    void aCallWhoseResponseHasBegunIsLost() throws IOException {
        server.does(Turn.ANSWER, Turn.BEGIN_AND_CLOSE, Turn.ANSWER);
        post("first");

        assertThatThrownBy(() -> post("second")).isInstanceOf(IOException.class);

        assertThat(server.received).containsExactly("first", "second");
    }

    @Test
    void aCallThatTheServerMayHaveWorkedOnIsLost() throws IOException {
        server.does(Turn.ANSWER, Turn.CLOSE, Turn.ANSWER);
        post("first");
        server.onReceived = () -> nanos.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThatThrownBy(() -> post("second")).isInstanceOf(IOException.class);

        assertThat(server.received).containsExactly("first", "second");
    }

    @ParameterizedTest
    @EnumSource(
            value = Proxy.Type.class,
            names = {"HTTP", "SOCKS"})
    void aCallThatAProxyMayHavePassedOnIsLost(Proxy.Type type) throws IOException {
        server.does(Turn.ANSWER, Turn.CLOSE, Turn.ANSWER);
        try (TestingSocksProxy socks = new TestingSocksProxy(server.address())) {
            SocketAddress proxy = type == Proxy.Type.SOCKS ? socks.address() : server.address();
            OkHttpClient proxied = new StaleConnections(nanos::get)
                    .build(new OkHttpClient.Builder()
                            .retryOnConnectionFailure(false)
                            .proxy(new Proxy(type, proxy)));
            post(proxied, "first", "application/json");

            assertThatThrownBy(() -> post(proxied, "second", "application/json"))
                    .isInstanceOf(IOException.class);
            proxied.connectionPool().evictAll();
        }

        assertThat(server.received).containsExactly("first", "second");
    }

    @Test
    void anUploadIsNotRepeated() throws IOException {
        server.does(Turn.ANSWER, Turn.CLOSE, Turn.ANSWER);
        post("first");

        assertThatThrownBy(() -> post("second", "multipart/form-data; boundary=x"))
                .isInstanceOf(IOException.class);

        assertThat(server.received).containsExactly("first", "second");
    }

    @Test
    void theServerIsAskedToCloseConnectionsForAMinuteAfterItWasSeenToDoSo() throws IOException {
        server.does(Turn.ANSWER, Turn.CLOSE, Turn.ANSWER);

        post("first");
        post("second");
        post("third");
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        post("fourth");

        assertThat(server.asksToClose).isEqualTo(List.of(false, false, true, true, false));
    }

    private String post(String text) throws IOException {
        return post(text, "application/json");
    }

    private String post(String text, String type) throws IOException {
        return post(client, text, type);
    }

    private String post(OkHttpClient from, String text, String type) throws IOException {
        Request request = new Request.Builder()
                .url(server.url())
                .post(RequestBody.create(text, MediaType.get(type)))
                .build();
        try (Response response = from.newCall(request).execute()) {
            return Objects.requireNonNull(response.body()).string();
        }
    }
}
