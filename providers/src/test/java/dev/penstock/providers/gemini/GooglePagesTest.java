package dev.penstock.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.http.HttpMethod;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.http.ApiClient;
import dev.penstock.providers.http.ApiClient.Call;
import dev.penstock.providers.wire.BatchApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GooglePagesTest {
    private UnaryOperator<String> pages = query -> "{}";
    private HttpServer provider;
    private ApiClient client;

    @BeforeEach
    void open() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            byte[] page = pages.apply(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        provider.start();
        URI address = URI.create("http://127.0.0.1:" + provider.getAddress().getPort());
        ProviderAccount account = new ProviderAccount(address, null, Duration.ofSeconds(10), Map.of(), 1);
        client = new ApiClient(account, GeminiWire.ofOwnApi(account), new Failing());
    }

    @AfterEach
    void close() {
        client.close();
        provider.stop(0);
    }

    @Test
    void anEmptyPageIsNotTheEnd() {
        pages = query -> query.contains("pageToken=2")
                ? "{\"files\":[{\"name\":\"files/a\"}]}"
                : query.contains("pageToken=1")
                        ? "{\"nextPageToken\":\"2\"}"
                        : "{\"files\":[],\"nextPageToken\":\"1\"}";

        assertThat(isFound("files/a")).isTrue();
        assertThat(isFound("files/b")).isFalse();
    }

    @Test
    void aListWithoutAnEndDoesNotProveThatAnObjectIsMissing() {
        pages = query -> "{\"nextPageToken\":\"1\"}";

        assertThatThrownBy(() -> isFound("files/a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("GET /files has no end after 3 pages");
    }

    private boolean isFound(String name) {
        Call call = Call.of(HttpMethod.GET, "v1beta/files", null).named("GET /files");
        return !new GooglePages(client, call, "files", 3)
                .first(file -> file.path("name").asText("").equals(name))
                .isMissingNode();
    }

    private static final class Failing implements BatchApi.Errors {
        @Override
        public RuntimeException refused(String call, int status, Outcome outcome) {
            return new IllegalArgumentException(call + " " + status);
        }

        @Override
        public RuntimeException lost(Exception cause, Outcome.Lost meaning) {
            return new IllegalStateException(meaning.error().message(), cause);
        }
    }
}
