package dev.penstock.starter.cli.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server answers for https://files.example, to which nothing goes out. */
@SuppressWarnings("NullAway.Init")
class WebInputTest {
    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private FileStore store;

    @BeforeEach
    void start() throws IOException {
        store = new FileStore(folder.resolve("store"), Clock.systemUTC());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/data/reviews.csv", exchange -> answer(exchange, 200, "text\none\n"));
        server.createContext("/old", exchange -> redirect(exchange, "/data/reviews.csv?signature=secret"));
        server.createContext("/plain", exchange -> redirect(exchange, "http://files.example/x?signature=secret"));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        server.createContext("/gone", exchange -> answer(exchange, 403, "no"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAddressIsDownloadedIntoTheStoreUnderItsNameAndContent() throws IOException {
        Path kept = kept(input("https://files.example/data/reviews.csv?signature=secret"));

        assertThat(kept).hasContent("text\none\n").startsWith(folder.resolve("store/inputs"));
        assertThat(kept.getFileName().toString())
                .startsWith("reviews-")
                .endsWith(".csv")
                .doesNotContain("secret");
        assertThat(kept(input("https://files.example/old"))).hasContent("text\none\n");
        assertThat(input("https://files.example/data/reviews.csv").results("jsonl"))
                .isEqualTo(Path.of("reviews.results.jsonl").toAbsolutePath());
        assertThat(asked).contains("/data/reviews.csv?signature=secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://files.example/plain?signature=secret|leads to http://files.example/x, which is no https://"
                        + " address",
                "https://files.example/loop|leads on and on",
                "https://files.example/gone?signature=secret|https://files.example/gone answers 403"
            })
    void whatCannotBeHadIsOneSentenceWithoutTheSecret(String address, String said) throws IOException {
        assertThatThrownBy(() -> input(address).keep(store))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("secret");
        assertThat(store.inputs().list()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsOneSentence() {
        server.stop(0);

        assertThatThrownBy(
                        () -> input("https://files.example/a?signature=secret").keep(store))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("https://files.example/a cannot be read: ")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("Exception");
    }

    @Test
    void whatIsWrongWithAServerIsSaidInWords() {
        assertThat(unreadable(new UnknownHostException("files.example"))).endsWith("there is no host files.example");
        assertThat(unreadable(new SocketTimeoutException("Read timed out"))).endsWith("nothing came for 60 s");
        assertThat(unreadable(new SSLHandshakeException(
                        "PKIX path building failed: unable to find valid certification path to requested target")))
                .contains("does not trust its certificate");
    }

    private String unreadable(IOException trouble) {
        WebInput input = new WebInput(URI.create("https://files.example/a"), to -> {
            throw trouble;
        });
        return String.valueOf(
                catchThrowableOfType(UserError.class, () -> input.keep(store)).getMessage());
    }

    @Test
    void otherAddressesAreRefusedAndNamesOfFilesAreNone() {
        assertThatThrownBy(() -> WebInput.of("http://files.example/a"))
                .hasMessageContaining("not http://")
                .hasMessageContaining("curl");
        assertThatThrownBy(() -> WebInput.of("https://me:pw@files.example/a"))
                .hasMessageContaining("no name or password")
                .hasMessageNotContaining("pw@");
        assertThatThrownBy(() -> WebInput.of("https://files.example/a b"))
                .hasMessageContaining("is wrong at character 24");
        assertThat(WebInput.of("in.csv")).isEmpty();
        assertThat(WebInput.of("/data/*.csv")).isEmpty();
    }

    private Path kept(WebInput input) throws IOException {
        return input.keep(store).path().orElseThrow();
    }

    private WebInput input(String address) {
        return new WebInput(URI.create(address), this::open);
    }

    private HttpURLConnection open(URI address) throws IOException {
        assertThat(address.getScheme()).isEqualTo("https");
        String path = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        return (HttpURLConnection)
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path)
                        .toURL()
                        .openConnection();
    }

    private void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        answer(exchange, 302, "");
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
