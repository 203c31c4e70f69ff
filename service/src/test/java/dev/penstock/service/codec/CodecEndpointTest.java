package dev.penstock.service.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.penstock.client.history.HistoryEncryption;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The codec server decrypts for the Web UI and the temporal CLI, and for nobody else. */
final class CodecEndpointTest {
    private static final String WEB_UI = "http://localhost:8233";
    private static final Payload PROMPT =
            GlobalDataConverter.get().toPayload("Summarise the contract").orElseThrow();

    @TempDir
    Path folder;

    @Test
    void decryptsForTheWebUiWhatAWorkerEncrypted() throws Exception {
        PayloadCodec codec = codec("2026");
        try (CodecEndpoint endpoint = listen(codec, null)) {
            HttpResponse<String> answer =
                    send(endpoint, "POST", "/decode", json(codec.encode(List.of(PROMPT))), "Origin", WEB_UI);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(payloads(answer.body())).containsExactly(PROMPT);
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .hasValue(WEB_UI);
        }
    }

    @Test
    void encryptsWhatTheCliSends() throws Exception {
        PayloadCodec codec = codec("2026");
        try (CodecEndpoint endpoint = listen(codec, null)) {
            String answer =
                    send(endpoint, "POST", "/encode", json(List.of(PROMPT))).body();

            assertThat(payloads(answer)).hasSize(1).doesNotContain(PROMPT);
            assertThat(codec.decode(payloads(answer))).containsExactly(PROMPT);
        }
    }

    @Test
    void aBrowserMayAskFirst() throws Exception {
        try (CodecEndpoint endpoint = listen(codec("2026"), null)) {
            HttpResponse<String> answer = send(endpoint, "OPTIONS", "/decode", "", "Origin", WEB_UI);

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().map())
                    .containsEntry("access-control-allow-methods", List.of("POST"))
                    .containsEntry("access-control-allow-headers", List.of("content-type, x-namespace, authorization"));
        }
    }

    @Test
    void otherPagesAreRefused() throws Exception {
        PayloadCodec codec = codec("2026");
        try (CodecEndpoint endpoint = listen(codec, null)) {
            HttpResponse<String> answer = send(
                    endpoint, "POST", "/decode", json(codec.encode(List.of(PROMPT))), "Origin", "https://evil.test");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("payloads\"").contains("--allowed-origins");
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .isEmpty();
        }
    }

    @Test
    void callersNeedTheHeaderIfOneIsSet() throws Exception {
        PayloadCodec codec = codec("2026");
        try (CodecEndpoint endpoint = listen(codec, "Bearer secret")) {
            String body = json(codec.encode(List.of(PROMPT)));

            assertThat(send(endpoint, "POST", "/decode", body).statusCode()).isEqualTo(401);
            assertThat(send(endpoint, "POST", "/decode", body, "Authorization", "Bearer other")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(endpoint, "POST", "/decode", body, "Authorization", "Bearer secret")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysWhichKeyIsMissingAndWhatABodyMustBe() throws Exception {
        try (CodecEndpoint endpoint = listen(codec("2026"), null)) {
            HttpResponse<String> missing =
                    send(endpoint, "POST", "/decode", json(codec("2025").encode(List.of(PROMPT))));

            assertThat(missing.statusCode()).isEqualTo(422);
            assertThat(missing.body()).contains("encrypted with the key '2025'");
            assertThat(send(endpoint, "POST", "/decode", "nonsense").statusCode())
                    .isEqualTo(400);
            assertThat(send(endpoint, "GET", "/decode", "").statusCode()).isEqualTo(405);
            assertThat(send(endpoint, "POST", "/", "").statusCode()).isEqualTo(404);
        }
    }

    private static CodecEndpoint listen(PayloadCodec codec, @Nullable String authorization) throws IOException {
        return CodecEndpoint.listen("127.0.0.1", 0, new CodecAccess(Set.of(WEB_UI), authorization), codec);
    }

    private PayloadCodec codec(String id) throws IOException {
        Path keys = Files.writeString(folder.resolve(id), id + " " + "B".repeat(43) + "=\n");
        return HistoryEncryption.of(Map.of("PENSTOCK_HISTORY_KEYS", keys.toString()))
                .codec()
                .orElseThrow();
    }

    private static String json(List<Payload> payloads) throws IOException {
        return JsonFormat.printer()
                .print(Payloads.newBuilder().addAllPayloads(payloads).build());
    }

    private static List<Payload> payloads(String json) throws IOException {
        Payloads.Builder payloads = Payloads.newBuilder();
        JsonFormat.parser().merge(json, payloads);
        return payloads.getPayloadsList();
    }

    private static HttpResponse<String> send(
            CodecEndpoint endpoint, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String[] all = Stream.concat(Stream.of("X-Namespace", "default"), Stream.of(headers))
                    .toArray(String[]::new);
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(endpoint.port(), path)))
                            .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                            .headers(all)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
