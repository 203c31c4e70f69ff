package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stages take is known before and after, each by itself; they also come over HTTP. */
final class PipelineCostIT extends PenstockTestCase {
    private static final int REQUESTS = 24;
    private static final String STAGES = """
            [{"name": "extract", "model": "gpt-4o-mini", "prompt": "Facts of: {{input.text}}", "max_tokens": 50},
             {"name": "judge", "model": "gpt-4o-mini", "prompt": "Good? {{extract}}", "kind": "vote", "samples": 3, "max_tokens": 50},
             {"name": "sum", "model": "gpt-4o", "prompt": "Sum up {{extract}} of {{input.text}}", "max_tokens": 50}]""";

    @BeforeEach
    void answerQuickly() {
        provider.change(provider.options().toBuilder().outputTokens(20).build());
        answersTake("5ms");
    }

    @Test
    void anEstimateOfStagesComesTrueAndEachIsCountedUnderItsModel() throws IOException {
        Path input = folder.resolve("input.jsonl");
        Files.write(
                input,
                IntStream.range(0, REQUESTS)
                        .mapToObj(i -> "{\"text\":\"this%s\"}".formatted(" one".repeat(20 + i)))
                        .toList());
        Path pipeline = Files.writeString(folder.resolve("p.yaml"), "stages: " + STAGES);
        String[] estimate = {"estimate", input.toString(), "--pipeline", pipeline.toString(), "--rpm", "600", "--json"};

        JsonNode before = penstock.run(estimate).expectExit(0).json();

        assertThat(books.calls()).isZero();
        assertThat(before.path("requests").asInt()).isEqualTo(REQUESTS);
        assertThat(numbers(before.path("models"), "requests")).containsExactly(24, 72, 24);
        assertThat(before.path("seconds_at_quota").asInt()).isEqualTo(12);
        assertThat(before.at("/models/1/output_tokens/at_most").asInt()).isEqualTo(72 * 50);
        penstock.run("run", input.toString(), "--pipeline", pipeline.toString(), "--confirm-over", "0.000001")
                .expectExit(2)
                .expectSaid("24 requests in 3 stages (120 calls)", "the batch would cost more than", "--yes");

        Ended run = penstock.run("run", input.toString(), "--pipeline", pipeline.toString(), "--json")
                .expectExit(0);
        JsonNode after = penstock.run(estimate).expectExit(0).json();

        JsonNode used = run.json().path("usage");
        assertThat(after.path("input_tokens").asLong())
                .isCloseTo(used.path("input_tokens").asLong(), Percentage.withPercentage(3));
        assertThat(after.at("/output_tokens/expected").asLong())
                .isCloseTo(used.path("output_tokens").asLong(), Percentage.withPercentage(1));

        JsonNode byModel =
                penstock.run("usage", "--by", "model", "--json").expectExit(0).json();
        assertThat(byModel.findValuesAsText("model")).containsExactly("gpt-4o", "gpt-4o-mini");
        assertThat(byModel.findValuesAsText("requests")).contains("24", "96");
        assertThat(byModel.findValues("input_tokens").stream().mapToLong(JsonNode::asLong))
                .contains(used.path("input_tokens").asLong());

        String id = run.json().path("id").asText();
        JsonNode stats = penstock.run("stats", id, "--json").expectExit(0).json();
        assertThat(stats.path("completed").asInt()).isEqualTo(REQUESTS);
        assertThat(stats.path("parts").findValuesAsText("stage")).containsExactly("extract", "judge", "sum");
        assertThat(numbers(stats.path("parts"), "completed")).containsExactly(24, 72, 24);
        penstock.run("stats", id).expectExit(0).expectShown("judge (", "72 requests, 0 dead letters, 0 retries");
    }

    @Test
    void stagesComeWithABatchOfPrompts() {
        Api api = Api.serve(penstock);

        String id = api.post(
                        "/batch",
                        "{\"prompts\":[{\"text\":\"one\"},{\"text\":\"two\"}],\"budget_usd\":1,\"stages\":%s}"
                                .formatted(STAGES))
                .path("id")
                .asText();
        api.awaitStatus(id, "completed");

        JsonNode results = api.get("/batch/" + id).path("results");
        assertThat(results).hasSize(2);
        assertThat(results.at("/1/stages/judge/votes").isObject()).isTrue();
        assertThat(results.at("/1/stages/sum/response")).isEqualTo(results.at("/1/response"));
        assertThat(books.calls()).isEqualTo(2 * 5);

        HttpResponse<String> wrong = api.send(
                json(api, "/batch", "{\"prompts\":[\"x\"],\"stages\":[{\"name\":\"a\",\"prompt\":\"{{b}}\"}]}"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("{{b}}", "there is no such stage");
        String file = api.upload("{\"text\":\"one\"}\n");
        HttpResponse<String> openAi = api.send(json(
                api,
                "/v1/batches",
                "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/chat/completions\",\"completion_window\":\"24h\",\"metadata\":{\"penstock.stages\":\"x\"}}"
                        .formatted(file)));
        assertThat(openAi.statusCode()).isEqualTo(400);
        assertThat(openAi.body()).contains("penstock.stages must be a list");
    }

    private static java.net.http.HttpRequest.Builder json(Api api, String path, String body) {
        return api.to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private static List<Integer> numbers(JsonNode list, String name) {
        List<Integer> numbers = new ArrayList<>();
        list.forEach(each -> numbers.add(each.path(name).asInt()));
        return numbers;
    }
}
