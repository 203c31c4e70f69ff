package dev.penstock.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Urgency;
import dev.penstock.service.callers.ApiKeys;
import dev.penstock.service.callers.KeyLimits;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger, a web page and a tenant get from a server that needs no keys, and from one that does. */
final class ApiServerTest {
    private static final String HOST = "Host: localhost:8080";
    private static final String UPGRADE = "Upgrade: websocket\r\n"
            + "Connection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Version: 13";

    private static TestingApi open;
    private static TestingApi keyed;

    @BeforeAll
    static void start(@TempDir Path folder) {
        open = TestingApi.open(folder.resolve("open"));
        keyed = TestingApi.withKeys(folder.resolve("keyed"));
    }

    @AfterAll
    static void stop() {
        open.close();
        keyed.close();
    }

    @Test
    void aNameThatAWebPageHasPointedHereReachesNothing() throws IOException {
        for (String path :
                List.of("/", "/v1/models", "/dashboard/overview", "/health/live", "/assets/dashboard.js", "/x")) {
            assertThat(open.answer("GET " + path, "Host: evil.test:8080"))
                    .as(path)
                    .startsWith("HTTP/1.1 403")
                    .contains("\"foreign_host\"", "--allowed-hosts", "'evil.test:8080'");
        }
        assertThat(open.answer("GET /v1/models", HOST)).startsWith("HTTP/1.1 200");
        assertThat(open.answer("GET /v1/models", "Host: 127.0.0.1")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aRequestWithoutANameOrWithTwoIsRefused() throws IOException {
        for (TestingApi api : List.of(open, keyed)) {
            assertThat(api.answer("GET /health/live", "Accept: */*"))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"invalid_host\"");
            assertThat(api.answer("GET /health/live", HOST, "Host: evil.test"))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"invalid_host\"");
        }
    }

    @Test
    void aSocketIsOpenedNeitherUnderAForeignNameNorByAForeignPage() throws IOException {
        assertThat(statusOfUpgrade(open, "Host: evil.test\r\nOrigin: http://evil.test"))
                .contains(" 403 ");
        assertThat(statusOfUpgrade(open, HOST + "\r\nOrigin: http://evil.test")).contains(" 403 ");
        assertThat(statusOfUpgrade(open, HOST + "\r\nOrigin: null")).contains(" 403 ");
        assertThat(statusOfUpgrade(open, HOST + "\r\nHost: localhost")).contains(" 400 ");
        assertThat(statusOfUpgrade(open, HOST + "\r\nOrigin: http://localhost:8080"))
                .contains(" 101 ");
        assertThat(statusOfUpgrade(open, HOST)).contains(" 101 ");
        assertThat(statusOfUpgrade(keyed, HOST)).contains(" 401 ");
    }

    @Test
    void withKeysAnyNameIsGoodAndNothingIsShownWithoutOne() throws IOException {
        assertThat(keyed.answer("GET /health/live", "Host: penstock.test")).startsWith("HTTP/1.1 200");
        for (String path : List.of(
                "/v1/models",
                "/metrics",
                "/dashboard/overview",
                "/health/../metrics",
                "/assets/../metrics",
                "//metrics",
                "/assets/..%2fmetrics",
                "/assets/../../application.yml",
                "/assets/%2e%2e/%2e%2e/dev/penstock/service/ApiServer.class")) {
            assertThat(keyed.answer("GET " + path, HOST)).as(path).doesNotStartWith("HTTP/1.1 200");
        }
    }

    @Test
    void everyAnswerTellsBrowsersToRunNothingForeignAndToKeepNothing() throws IOException {
        for (String path : List.of("/", "/v1/models", "/v1/files", "/nothing", "/openapi.yaml")) {
            assertThat(open.answer("GET " + path, HOST).toLowerCase(Locale.ROOT))
                    .as(path)
                    .contains(
                            "\r\ncontent-security-policy: default-src 'none'; script-src 'self'",
                            "frame-ancestors 'none'",
                            "\r\nx-content-type-options: nosniff",
                            "\r\nx-frame-options: deny",
                            "\r\nreferrer-policy: no-referrer",
                            "\r\ncache-control: no-store");
        }
        assertThat(keyed.answer("GET /v1/models", HOST)).contains("nosniff", "no-store", "x-request-id");
    }

    @Test
    void anErrorRepeatsLittleOfWhatWasSent() throws IOException {
        String body = "{\"model\":\"" + "m".repeat(1_000_000) + "\",\"messages\":[]}";

        String answer = post(open, "/v1/chat/completions", body);

        assertThat(answer).contains("model has a name of 1,000,000 characters").hasSizeLessThan(5000);
    }

    @Test
    void manyWrongKeysMustWaitAndARightOneNeedNot() throws IOException {
        ApiKeys.Created right = keyed.key(false);
        awaitAccepted(right);
        for (int n = 0; n < 45; n++) {
            keyed.answer("GET /v1/models", HOST, "Authorization: Bearer sk-wrong");
        }

        assertThat(keyed.answer("GET /v1/models", HOST, "Authorization: Bearer sk-wrong"))
                .startsWith("HTTP/1.1 429")
                .contains("Retry-After");
        assertThat(keyed.answer("GET /v1/models", HOST, "Authorization: Bearer " + right.secret()))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aRevokedKeyDoesNotOpenAServerThatNeedsNone() throws IOException {
        assertThat(open.answer("GET /v1/models", HOST, "Authorization: Bearer none"))
                .startsWith("HTTP/1.1 200");
        assertThat(open.answer("GET /v1/models", HOST, "Authorization: Bearer pk-00000000-" + "0".repeat(48)))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void aTenantKeepsNoMoreThanItsKeyAllows() throws IOException {
        KeyLimits oneMebibyte = new KeyLimits(null, null, null, null, null, null, 1L << 20);
        ApiKeys.Created key = keyed.keys().create("small", false, Urgency.NORMAL, null, oneMebibyte);
        awaitAccepted(key);

        String first = upload(key, 600_000);
        assertThat(first).startsWith("HTTP/1.1 200");
        assertThat(upload(key, 600_000)).startsWith("HTTP/1.1 429").contains("storage_limit_exceeded", "1 MiB");
        assertThat(upload(key, 400_000)).as("smaller than what is left").startsWith("HTTP/1.1 200");

        String id = first.replaceAll("(?s).*\"id\":\"(file-[0-9a-f]+)\".*", "$1");
        assertThat(keyed.answer("DELETE /v1/files/" + id, HOST, "Authorization: Bearer " + key.secret()))
                .startsWith("HTTP/1.1 200");
        assertThat(upload(key, 600_000)).startsWith("HTTP/1.1 200");
    }

    @Test
    void aConnectionWhoseHeadersDoNotEndIsCutAndOneWithoutAnyToo(@TempDir Path folder) throws IOException {
        try (TestingApi api = TestingApi.withHeadersWithin(Duration.ofMillis(200), folder);
                Socket halfSent = api.connect();
                Socket silent = api.connect()) {
            halfSent.getOutputStream().write("GET /v1/files HTTP/1.1\r\nHo".getBytes(StandardCharsets.UTF_8));

            assertThat(halfSent.getInputStream().readAllBytes()).isEmpty();
            assertThat(silent.getInputStream().readAllBytes()).isEmpty();
            assertThat(api.answer("GET /health/live", HOST)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aBatchThatTheStoreDoesNotTakeIsNotKept(@TempDir Path folder) throws IOException {
        String batch;
        Path kept;
        try (TestingApi api = TestingApi.open(folder)) {
            String file = upload(api, "Accept: */*", 100).replaceAll("(?s).*\"id\":\"(file-[0-9a-f]+)\".*", "$1");
            batch = "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\"}"
                    .formatted(file);
            String accepted = post(api, "/v1/batches", batch, "Idempotency-Key: k");
            assertThat(accepted).as("without Temporal").startsWith("HTTP/1.1 200");
            kept = folder.resolve("batches/" + accepted.replaceAll("(?s).*\"id\":\"(batch_[0-9a-f]+)\".*", "$1"));
        }
        Files.delete(kept.resolve("order.json"));
        Files.delete(kept.resolve("inputs.json"));
        Files.createDirectory(kept.resolve("inputs.json"));

        try (TestingApi api = TestingApi.open(folder)) {
            assertThat(post(api, "/v1/batches", batch, "Idempotency-Key: k")).startsWith("HTTP/1.1 5");

            assertThat(kept.resolve("order.json")).doesNotExist();
        }
    }

    @Test
    void streamsAndSocketsOfARevokedKeyEnd() throws IOException {
        ApiKeys.Created admin = keyed.key(true);
        awaitAccepted(admin);
        String key = "\r\nAuthorization: Bearer " + admin.secret();
        try (Socket events = keyed.connect();
                Socket socket = keyed.connect()) {
            TestingApi.send(events, "GET /dashboard/events", HOST + key);
            TestingApi.send(socket, "GET /stream", HOST + key + "\r\n" + UPGRADE);
            assertThat(line(events)).contains(" 200 ");
            assertThat(line(socket)).contains(" 101 ");

            assertThat(keyed.keys().revoke(admin.key().id())).isTrue();

            // Both come to their ends, rather than to the time limit of a read.
            assertThat(events.getInputStream().readAllBytes()).isNotNull();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("this API key has been revoked");
        }
    }

    @Test
    void aHeadOfAStreamLeavesNothingOpen() throws IOException {
        for (int n = 0; n < 250; n++) {
            assertThat(open.answer("HEAD /dashboard/events", HOST)).startsWith("HTTP/1.1 405");
        }
        try (Socket events = open.connect()) {
            TestingApi.send(events, "GET /dashboard/events", HOST);
            assertThat(line(events)).contains(" 200 ");
        }
    }

    @Test
    void aForeignPageMayLinkHereAndNotMakeThisServerWork() throws IOException {
        String foreign = HOST + "\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: ";
        assertThat(open.answer("GET /dashboard/overview", foreign + "no-cors"))
                .startsWith("HTTP/1.1 403")
                .contains("\"foreign_origin\"");
        assertThat(open.answer("GET /", foreign + "navigate")).startsWith("HTTP/1.1 200");
        assertThat(open.answer("GET /v1/models", HOST, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors"))
                .startsWith("HTTP/1.1 200");
    }

    private static void awaitAccepted(ApiKeys.Created key) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            if (keyed.answer("GET /v1/models", HOST, "Authorization: Bearer " + key.secret())
                    .startsWith("HTTP/1.1 200")) {
                return;
            }
        }
        throw new AssertionError("the key was never accepted");
    }

    private static String post(TestingApi api, String path, String body, String header) throws IOException {
        return api.answer(
                "POST " + path,
                HOST,
                header,
                "Content-Type: application/json",
                "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static String post(TestingApi api, String path, String body) throws IOException {
        return api.answer(
                "POST " + path,
                HOST,
                "Content-Type: application/json",
                "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static String upload(ApiKeys.Created key, int bytes) throws IOException {
        return upload(keyed, "Authorization: Bearer " + key.secret(), bytes);
    }

    private static String upload(TestingApi api, String header, int bytes) throws IOException {
        String form = "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                + "x".repeat(bytes) + "\r\n--b--\r\n";
        return api.answer(
                "POST /v1/files",
                HOST,
                header,
                "Content-Type: multipart/form-data; boundary=b",
                "Content-Length: " + form.length() + "\r\n\r\n" + form);
    }

    private static String statusOfUpgrade(TestingApi api, String headers) throws IOException {
        try (Socket socket = api.connect()) {
            TestingApi.send(socket, "GET /stream", headers + "\r\n" + UPGRADE);
            return line(socket);
        }
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next >= 0 && next != '\n';
                next = socket.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
