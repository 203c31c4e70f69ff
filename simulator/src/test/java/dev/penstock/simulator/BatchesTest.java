package dev.penstock.simulator;

import static dev.penstock.simulator.TestingClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.books.BatchStats;
import dev.penstock.simulator.books.PromptCalls;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.BatchApiOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchesTest extends SimulatorFixture {
    @Test
    void aBatchGoesAtItsSpeedAndIsBilledAtHalf() throws Exception {
        rules(BatchApiOptions.DEFAULT.withRequestsPerSecond(10));
        String id = create(prompts(20));

        pass(Duration.ofSeconds(1));
        assertThat(look(id).path("status").textValue()).isEqualTo("in_progress");
        assertThat(look(id).at("/request_counts/completed").intValue()).isEqualTo(10);
        pass(Duration.ofSeconds(1));

        JsonNode done = look(id);
        assertThat(done.path("status").textValue()).isEqualTo("completed");
        assertThat(done.has("error_file_id")).isFalse();
        assertThat(lines(done, "output_file_id")).hasSize(20);
        BatchStats stats = simulator.stats().batches();
        assertThat(stats.answered()).isEqualTo(20);
        assertThat(stats.billed().prompt()).isEqualTo(stats.tokens().prompt() / 2);
        assertThat(simulator.batchCallsOf("prompt 7")).isEqualTo(new PromptCalls(1, 1, 1));
    }

    @Test
    void whatFailsStandsInTheErrorFile() throws Exception {
        String id = create("fine", "[[fail:400]] no", "[[fail:500x1]] later");

        JsonNode done = look(id);

        assertThat(done.at("/request_counts/failed").intValue()).isEqualTo(2);
        assertThat(lines(done, "error_file_id"))
                .extracting(line -> line.at("/response/status_code").intValue())
                .containsExactly(400, 500);
    }

    @Test
    void aStalledBatchExpiresWithWhatItHas() throws Exception {
        rules(BatchApiOptions.DEFAULT.withStallAt(0.4).withExpireAfter(Duration.ofHours(1)));
        String id = create(prompts(10));
        pass(Duration.ofMinutes(59));
        assertThat(look(id).path("status").textValue()).isEqualTo("in_progress");
        pass(Duration.ofMinutes(2));

        JsonNode expired = look(id);

        assertThat(expired.path("status").textValue()).isEqualTo("expired");
        assertThat(lines(expired, "output_file_id")).hasSize(4);
        assertThat(lines(expired, "error_file_id"))
                .hasSize(6)
                .allMatch(line -> line.at("/error/code").textValue().equals("batch_expired"));
    }

    @Test
    void aCancelledBatchKeepsWhatItHas() throws Exception {
        rules(BatchApiOptions.DEFAULT.withStallAt(0.5));
        String id = create(prompts(4));

        JsonNode cancelling = json(client.post("/v1/batches/" + id + "/cancel", ""));

        assertThat(cancelling.path("status").textValue()).isEqualTo("cancelling");
        assertThat(look(id).path("status").textValue()).isEqualTo("cancelled");
        assertThat(lines(look(id), "output_file_id")).hasSize(2);
        assertThat(client.post("/v1/batches/" + create("a") + "/cancel", "").statusCode())
                .isIn(200, 400);
    }

    @Test
    void moreTokensThanMayWaitFailTheBatchAndNothingIsPaid() throws Exception {
        rules(BatchApiOptions.DEFAULT.withStallAt(0).withMaxEnqueuedTokens(100));
        String first = create(prompts(8));
        String second = create(prompts(8));

        assertThat(look(first).path("status").textValue()).isEqualTo("in_progress");
        assertThat(look(second).path("status").textValue()).isEqualTo("failed");
        assertThat(look(second).at("/errors/data/0/code").textValue()).isEqualTo("token_limit_exceeded");
        assertThat(simulator.stats().batches().answered()).isZero();
    }

    @Test
    void aBatchWithABadLineFailsAsAWhole() throws Exception {
        String id = createOf(line("a", "one") + "nonsense\n" + line("a", "two"));

        JsonNode failed = look(id);

        assertThat(failed.path("status").textValue()).isEqualTo("failed");
        assertThat(failed.at("/errors/data").findValuesAsText("code"))
                .containsExactly("invalid_json_line", "duplicate_custom_id");
        assertThat(failed.at("/errors/data/0/line").intValue()).isEqualTo(2);
    }

    @Test
    void batchesAndFilesAreListedNewestFirstWithPages() throws Exception {
        String first = create("one");
        String second = create("two");

        JsonNode page = json(client.get("/v1/batches?limit=1"));
        JsonNode rest = json(client.get("/v1/batches?limit=1&after=" + second));
        JsonNode none = json(client.get("/v1/batches?after=" + first));

        assertThat(page.at("/data/0/id").textValue()).isEqualTo(second);
        assertThat(page.path("has_more").booleanValue()).isTrue();
        assertThat(rest.at("/data/0/id").textValue()).isEqualTo(first);
        assertThat(rest.at("/data/0/metadata/mine").textValue()).isEqualTo("yes");
        assertThat(none.path("data")).isEmpty();
        assertThat(json(client.get("/v1/files?purpose=batch")).path("data")).hasSize(2);
    }

    private void rules(BatchApiOptions rules) {
        simulator.change(simulator.options().toBuilder().batches(rules).build());
    }

    private static String[] prompts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "prompt " + i).toArray(String[]::new);
    }

    private String create(String... prompts) throws Exception {
        return createOf(IntStream.range(0, prompts.length)
                .mapToObj(i -> line("line-" + i, prompts[i]))
                .collect(Collectors.joining()));
    }

    private String createOf(String content) throws Exception {
        ObjectNode order = SimulatorJson.object()
                .put("input_file_id", upload(content))
                .put("endpoint", "/v1/chat/completions")
                .put("completion_window", "24h");
        order.putObject("metadata").put("mine", "yes");
        return json(client.post("/v1/batches", order)).path("id").textValue();
    }

    private String upload(String content) throws IOException, InterruptedException {
        String form = """
                --b\r
                Content-Disposition: form-data; name="file"; filename="in.jsonl"\r
                Content-Type: application/jsonl\r
                \r
                %s\r
                --b\r
                Content-Disposition: form-data; name="purpose"\r
                \r
                batch\r
                --b--\r
                """.formatted(content);
        URI uri = simulator.root().resolve("/v1/files");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "multipart/form-data; boundary=b")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
            return json(http.send(request, BodyHandlers.ofString())).path("id").textValue();
        }
    }

    private JsonNode look(String id) throws Exception {
        return json(client.get("/v1/batches/" + id));
    }

    private List<JsonNode> lines(JsonNode batch, String file) throws Exception {
        String content = client.get("/v1/files/" + batch.path(file).textValue() + "/content")
                .body();
        return Stream.of(content.split("\n")).map(BatchesTest::tree).toList();
    }

    private static JsonNode tree(String line) {
        try {
            return SimulatorJson.MAPPER.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static String line(String customId, String prompt) {
        ObjectNode line = SimulatorJson.object()
                .put("custom_id", customId)
                .put("method", "POST")
                .put("url", "/v1/chat/completions");
        line.set("body", TestingClient.chat(prompt));
        return line + "\n";
    }
}
