package dev.penstock.starter.e2e;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.net.http.HttpRequest.BodyPublishers.ofInputStream;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** An API process with 512 MiB of heap outlives what one key sends, and serves other keys meanwhile. */
@Isolated
final class HostileSizesIT extends PenstockTestCase {
    private static final int CALLERS = 50;

    private static final int LEAST_ASKED = 5;

    /** On an idle machine others wait for a few milliseconds; on a busy one this is compared with their wait before. */
    private static final Duration MOSTLY_WITHIN = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private Api api;
    private String attacker;
    private String other;

    @BeforeEach
    void serve() {
        // As the launcher has it.
        penstock.with("JAVA_TOOL_OPTIONS", "-XX:+ExitOnOutOfMemoryError");
        attacker = penstock.run("keys", "create", "--tenant", "mallory")
                .expectExit(0)
                .out()
                .strip();
        other = penstock.run("keys", "create", "--tenant", "acme")
                .expectExit(0)
                .out()
                .strip();
        api = Api.serve(penstock, "--keys");
    }

    @Test
    void smallRequestsThatUnfoldAreRefusedWhileOthersAreServed() throws IOException {
        byte[] millions = ("{\"prompts\":[" + "{},".repeat(11_000_000) + "{}]}").getBytes(UTF_8);
        othersAreServedDuring("11 million {} in gzip", () -> {
            HttpResponse<String> packed =
                    send(to("/batch").header("Content-Encoding", "gzip").POST(gzip(millions)));
            assertThat(packed.statusCode()).as(packed.body()).isEqualTo(415);
        });
        othersAreServedDuring("11 million {}", () -> {
            HttpResponse<String> plain = send(to("/batch").POST(ofByteArray(millions)));
            assertThat(plain.statusCode()).as(plain.body()).isEqualTo(400);
            assertThat(plain.body()).contains("more than 500,000 prompts");
        });
        othersAreServedDuring("a template that repeats a place", () -> {
            String body = "{\"model\":\"gpt-4o-mini\",\"prompt\":\"%s\",\"prompts\":[{\"a\":\"%s\"}]}"
                    .formatted("{{a}}".repeat(20_000), "x".repeat(20_000));
            assertThat(failure(send(to("/batch").POST(ofString(body)))))
                    .contains("makes a prompt of more than 2,097,152 letters");
        });
        othersAreServedDuring("a line of 15 MB", () -> {
            String line = "{\"custom_id\":\"%s\"}\n".formatted("x".repeat(15_000_000));
            HttpResponse<String> created = send(to("/v1/batches").POST(ofString("""
                    {"input_file_id":"%s","endpoint":"/v1/chat/completions","completion_window":"24h"}""".formatted(upload(line)))));
            assertThat(failure(created)).contains("longer than 8 MiB");
        });
        othersAreServedDuring("a line of many values", () -> {
            String line = "{\"custom_id\":\"a\",\"x\":[%s{}]}\n".formatted("{},".repeat(2_500_000));
            HttpResponse<String> created = send(to("/v1/batches").POST(ofString("""
                    {"input_file_id":"%s","endpoint":"/v1/chat/completions","completion_window":"24h"}""".formatted(upload(line)))));
            assertThat(failure(created)).contains("more than 400,000 names and values");
        });
    }

    @Test
    void fiftyCallersAtOnceDoNotUseUpTheMemory() {
        String dense = "{\"model\":\"gpt-4o-mini\",\"messages\":[%s{}]}".formatted("{},".repeat(190_000));
        String large = Service.chatBody("x".repeat(1_800_000), false);
        othersAreServedDuring(
                "fifty completions of many values", () -> attack("/v1/chat/completions", () -> ofString(dense)));
        othersAreServedDuring("fifty large completions", () -> attack("/v1/chat/completions", () -> ofString(large)));
        othersAreServedDuring(
                "fifty batches without end", () -> attack("/batch", () -> ofInputStream(HostileSizesIT::endless)));
        othersAreServedDuring("a message without end", this::endlessMessage);
    }

    private void attack(String path, Supplier<BodyPublisher> body) {
        HttpClient own = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            answers.add(own.sendAsync(to(path).POST(body.get()).build(), BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            // A refusal may come while the body is still being sent, which this client takes for a broken connection.
            int status = answer.handle((response, broken) -> response == null ? 0 : response.statusCode())
                    .join();
            assertThat(status).isIn(0, 200, 400, 413, 503);
        }
        own.shutdownNow();
    }

    private void endlessMessage() {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + attacker)
                .buildAsync(
                        URI.create("ws" + api.root().toString().substring(4) + "/stream"), new WebSocket.Listener() {
                            @Override
                            public java.util.concurrent.@org.jspecify.annotations.Nullable CompletionStage<?> onClose(
                                    WebSocket from, int code, String reason) {
                                closed.complete(code);
                                return null;
                            }

                            @Override
                            public void onError(WebSocket from, Throwable broken) {
                                closed.complete(0);
                            }
                        })
                .join();
        String fragment = "x".repeat(100_000);
        int sent = 0;
        while (!closed.isDone() && sent < 1_000) {
            sent += socket.sendText(fragment, false)
                    .handle((ok, broken) -> broken == null ? 1 : 1_000)
                    .join();
        }
        assertThat(closed.join()).isIn(1009, 0);
    }

    /** Another key asks every now and then, is answered each time, and mostly at once. */
    private void othersAreServedDuring(String attack, Runnable action) {
        Duration idle = usualWait(CompletableFuture.completedFuture(null)).multipliedBy(5);
        // Not in the common pool: on two cores it has one thread, and this client's answers need it.
        CompletableFuture<Void> attacking = CompletableFuture.runAsync(action, Thread::startVirtualThread);
        Duration during = usualWait(attacking);
        attacking.join();
        assertThat(during).as(attack).isLessThan(idle.compareTo(MOSTLY_WITHIN) > 0 ? idle : MOSTLY_WITHIN);
        assertThat(api.process().isAlive()).as(attack).isTrue();
    }

    /** Returns the median wait of the other key's requests until an attack is over. */
    private Duration usualWait(CompletableFuture<Void> attack) {
        List<Duration> waits = new ArrayList<>();
        do {
            long before = System.nanoTime();
            HttpRequest small = api.to("/v1/files")
                    .header("Authorization", "Bearer " + other)
                    .timeout(Patience.LIMIT)
                    .build();
            HttpResponse<String> answer =
                    http.sendAsync(small, BodyHandlers.ofString()).join();
            assertThat(answer.statusCode()).isEqualTo(200);
            waits.add(Duration.ofNanos(System.nanoTime() - before));
        } while (!isDone(attack) || waits.size() < LEAST_ASKED);
        Collections.sort(waits);
        return waits.get(waits.size() / 2);
    }

    private static boolean isDone(CompletableFuture<Void> attack) {
        try {
            attack.get(50, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            return true; // told when it is joined
        }
    }

    private String failure(HttpResponse<String> created) {
        JsonNode accepted = Service.json(created);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        String path = "/v1/batches/" + accepted.path("id").asText();
        Patience.until(
                "the batch fails",
                () -> Service.json(send(to(path))).path("status").asText().equals("failed"));
        return Service.json(send(to(path))).path("errors").toString();
    }

    private String upload(String content) {
        return Service.json(send(api.form("purpose", "batch", content).header("Authorization", "Bearer " + attacker)))
                .path("id")
                .asText();
    }

    private HttpRequest.Builder to(String path) {
        return api.to(path)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + attacker)
                .timeout(Patience.LIMIT);
    }

    /** Sends a request over a connection of its own, which the server may close before all of it was sent. */
    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try (HttpClient own = HttpClient.newHttpClient()) {
            return own.sendAsync(request.build(), BodyHandlers.ofString()).join();
        }
    }

    private static BodyPublisher gzip(byte[] text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ofByteArray(packed.toByteArray());
    }

    /** Prompts without end, a chunk of 64 KiB at a time. */
    private static InputStream endless() {
        byte[] start = "{\"prompts\":[\"a\"".getBytes(UTF_8);
        byte[] more = ",\"%s\"".formatted("x".repeat(125)).repeat(512).getBytes(UTF_8);
        return new SequenceInputStream(new ByteArrayInputStream(start), new InputStream() {
            private int at;

            @Override
            public int read() {
                at = (at + 1) % more.length;
                return more[(at + more.length - 1) % more.length];
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                int count = Math.min(length, more.length - at);
                System.arraycopy(more, at, bytes, from, count);
                at = (at + count) % more.length;
                return count;
            }
        });
    }
}
