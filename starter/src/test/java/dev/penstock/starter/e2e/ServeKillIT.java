package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** kill -9 of the API: what was accepted is there afterwards, and of what was not there is nothing. */
@Order(2)
final class ServeKillIT extends PenstockTestCase {
    private static final int REQUESTS = 300;

    @Test
    void aBatchGoesOnWhenTheApiIsKilledAndStartedAgain() throws IOException {
        answersTake("300ms");
        TestingInput input = input(REQUESTS);
        Api killed = Api.serve(penstock);
        String file = killed.upload(Files.readString(input.file()));
        String batch = killed.create(file, ",\"metadata\":{\"mine\":\"yes\"}");
        books.awaitCalls(REQUESTS / 3);

        killed.process().signal("9");
        killed.process().awaitEnd();
        Api api = Api.serve(penstock);
        JsonNode ended = api.awaitStatus(batch, "completed");

        assertThat(ended.at("/request_counts/completed").asInt()).isEqualTo(REQUESTS);
        assertThat(ended.at("/metadata/mine").asText()).isEqualTo("yes");
        String output = api.send(
                        api.to("/v1/files/" + ended.path("output_file_id").asText() + "/content"))
                .body();
        assertThat(ResultFile.of(output).customIds()).containsExactlyElementsOf(input.customIds());
        assertThat(books.stats().prompts().distinct()).isEqualTo(REQUESTS);
    }

    @Test
    @OwnTemporal
    void aFinishedBatchIsKnownWhenTemporalHasLostItsDatabase() throws IOException {
        Api api = Api.serve(penstock);
        String done = api.create(api.upload(Files.readString(input(5).file())), "");
        String refused = api.create(api.upload("not json\n"), "");
        api.awaitStatus(done, "completed");
        api.awaitStatus(refused, "failed");
        api.process().signal("9");
        api.process().awaitEnd();
        penstock.server().kill();
        penstock.server().deleteDatabase();

        Api again = Api.serve(penstock);

        assertThat(again.get("/v1/batches/" + done).path("status").asText()).isEqualTo("completed");
        assertThat(again.get("/v1/batches/" + refused).at("/errors/data/0/code").asText())
                .isEqualTo("invalid_json_line");
        assertThat(again.get("/v1/batches").path("data")).hasSize(2);
    }

    @Test
    void ofTwoOrdersUnderOneIdempotencyKeyOneIsMade() throws IOException {
        Api one = Api.serve(penstock, "--no-worker");
        Api other = Api.serve(penstock, "--no-worker");
        String file = one.upload(Files.readString(input(1).file()));
        for (int n = 0; n < 6; n++) {
            List<HttpResponse<String>> different =
                    together(order(one, "key-" + n, file, "a"), order(other, "key-" + n, file, "b"));
            assertThat(different).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 400);
            assertThat(different).anyMatch(answer -> answer.body().contains("idempotency_key_reused"));

            List<HttpResponse<String>> same =
                    together(order(one, "same-" + n, file, "a"), order(other, "same-" + n, file, "a"));
            assertThat(same).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(same)
                    .extracting(answer -> Service.json(answer).path("id"))
                    .satisfies(ids -> assertThat(Set.copyOf(ids)).hasSize(1));
        }
        assertThat(one.get("/v1/batches").path("data")).hasSize(12);
    }

    @Test
    void halfAnUploadLeavesNothing() throws IOException {
        Api killed = Api.serve(penstock);
        try (Socket socket = new Socket(killed.root().getHost(), killed.root().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("""
                    POST /v1/files HTTP/1.1\r
                    Host: localhost\r
                    Content-Length: 100000000\r
                    Content-Type: multipart/form-data; boundary=b\r
                    \r
                    --b\r
                    Content-Disposition: form-data; name="file"; filename="a"\r
                    \r
                    """.getBytes(StandardCharsets.UTF_8));
            out.write(new byte[1_000_000]);
            out.flush();
            Patience.until("the upload is under way", () -> !contents().isEmpty());

            killed.process().signal("9");
            killed.process().awaitEnd();
        }
        makeOlder(contents());
        Api api = Api.serve(penstock);

        assertThat(api.get("/v1/files").path("data")).isEmpty();
        Patience.until("the half is cleared away", () -> contents().isEmpty());
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        Api api = Api.serve(penstock);
        try (Socket socket = new Socket(api.root().getHost(), api.root().getPort())) {
            socket.getOutputStream().write("""
                            POST /v1/files HTTP/1.1\r
                            Host: localhost\r
                            Content-Length: 100000000\r
                            Content-Type: multipart/form-data; boundary=b\r
                            \r
                            --b\r
                            Content-Disposition: form-data; name="file"; filename="a"\r
                            \r
                            half a file""".getBytes(StandardCharsets.UTF_8));
            Patience.until("the upload is under way", () -> !contents().isEmpty());
        }

        Patience.until("the half is cleared away", () -> contents().isEmpty());
        assertThat(api.get("/v1/files").path("data")).isEmpty();
    }

    private static HttpRequest.Builder order(Api api, String key, String file, String note) {
        return api.to("/v1/batches")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(
                        "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\",\"metadata\":{\"note\":\"%s\"}}"
                                .formatted(file, note)));
    }

    private static List<HttpResponse<String>> together(HttpRequest.Builder... requests) {
        HttpClient client = HttpClient.newHttpClient();
        return Stream.of(requests)
                .map(request -> client.sendAsync(request.build(), BodyHandlers.ofString()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    /** What has just been written may be an upload that begins, and is left to the next look a minute later. */
    private static void makeOlder(List<Path> contents) throws IOException {
        for (Path content : contents) {
            Files.setLastModifiedTime(content, FileTime.from(Instant.now().minusSeconds(10)));
        }
    }

    private List<Path> contents() throws IOException {
        Path files = penstock.home().resolve("store/files");
        if (!Files.exists(files)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(path -> path.endsWith("content")).toList();
        } catch (UncheckedIOException clearedAwayMeanwhile) {
            return contents();
        }
    }
}
