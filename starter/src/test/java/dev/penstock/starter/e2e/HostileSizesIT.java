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
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** An API process with 512 MiB of heap outlives what one key sends, and serves other keys meanwhile. */
@Isolated
final class HostileSizesIT extends AttackTestCase {
    private static final int CALLERS = 50;

    private final HttpClient http = HttpClient.newHttpClient();

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
            assertThat(failure(batchOf(line))).contains("longer than 8 MiB");
        });
        othersAreServedDuring("a line of many values", () -> {
            String line = "{\"custom_id\":\"a\",\"x\":[%s{}]}\n".formatted("{},".repeat(2_500_000));
            assertThat(failure(batchOf(line))).contains("more than 400,000 names and values");
        });
        othersAreServedDuring("a url of slashes", () -> {
            String line =
                    "{\"custom_id\":\"a\",\"url\":\"https://a/%s\",\"body\":{}}\n".formatted("/".repeat(4_000_000));
            assertThat(failure(batchOf(line))).contains("url must be one of");
        });
        othersAreServedDuring("twenty batches with a prompt of a megabyte", () -> {
            String body =
                    "{\"model\":\"gpt-4o-mini\",\"prompt\":\"{{a}} %s\",\"prompts\":[{\"a\":1}],\"budget_usd\":0.000001}"
                            .formatted("x".repeat(1_000_000));
            List<Integer> statuses = IntStream.range(0, 20)
                    .mapToObj(batch -> send(to("/batch").POST(ofString(body))).statusCode())
                    .toList();
            assertThat(statuses).containsOnly(200, 429);
        });
    }

    @Test
    void fiftyCallersAtOnceDoNotUseUpTheMemory() {
        String dense = "{\"model\":\"gpt-4o-mini\",\"messages\":[%s{}]}".formatted("{},".repeat(190_000));
        String parsed = "{\"model\":\"gpt-4o-mini\",\"messages\":[%s{}]}".formatted("{},".repeat(150_000));
        String large = Service.chatBody("x".repeat(1_800_000), false);
        othersAreServedDuring(
                "fifty completions of many values", () -> attack("/v1/chat/completions", () -> ofString(dense)));
        othersAreServedDuring(
                "fifty completions of fewer values", () -> attack("/v1/chat/completions", () -> ofString(parsed)));
        othersAreServedDuring("messages of many values", () -> messages(parsed));
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

    /** Eight sockets with five messages each, all of which are answered or refused. */
    private void messages(String text) {
        String message = "{\"id\":\"a\"," + text.substring(1);
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            CompletableFuture<Integer> answered = new CompletableFuture<>();
            all.add(answered);
            WebSocket socket = http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + attacker)
                    .buildAsync(socketAddress(), new AnswerCounter(5, answered))
                    .join();
            for (int sent = 0; sent < 5; sent++) {
                socket.sendText(message, true).join();
            }
        }
        all.forEach(CompletableFuture::join);
    }

    private URI socketAddress() {
        return URI.create("ws" + api.root().toString().substring(4) + "/stream");
    }

    /** Completes when so many streams have ended, or with the socket. */
    private static final class AnswerCounter implements WebSocket.Listener {
        private final CompletableFuture<Integer> answered;
        private int missing;

        AnswerCounter(int missing, CompletableFuture<Integer> answered) {
            this.missing = missing;
            this.answered = answered;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            from.request(1);
            if (text.toString().contains("\"error\"") || text.toString().contains("\"done\"")) {
                missing--;
            }
            if (missing == 0) {
                answered.complete(0);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            answered.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable broken) {
            answered.complete(0);
        }
    }

    private void endlessMessage() {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        WebSocket socket = http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + attacker)
                .buildAsync(socketAddress(), new AnswerCounter(1, closed))
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

    private String failure(HttpResponse<String> created) {
        JsonNode accepted = Service.json(created);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        String path = "/v1/batches/" + accepted.path("id").asText();
        Patience.until(
                "the batch fails",
                () -> Service.json(send(to(path))).path("status").asText().equals("failed"));
        return Service.json(send(to(path))).path("errors").toString();
    }

    private HttpResponse<String> batchOf(String line) {
        return send(to("/v1/batches").POST(ofString("""
            {"input_file_id":"%s","endpoint":"/v1/chat/completions","completion_window":"24h"}\
            """.formatted(upload(line)))));
    }

    private String upload(String content) {
        return Service.json(send(api.form("purpose", "batch", content).header("Authorization", "Bearer " + attacker)))
                .path("id")
                .asText();
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
