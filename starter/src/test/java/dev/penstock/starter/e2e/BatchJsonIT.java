package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.starter.BatchSchema;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code --json} prints one and the same object of a batch, whatever the command and however the batch ends. */
class BatchJsonIT extends PenstockTestCase {
    @Test
    void allCommandsPrintTheSameBatch() throws IOException {
        TestingInput input = inputOf("one", "two", "[[fail:400x1]] three");

        JsonNode run =
                batch(penstock.run("run", input.path(), "--id", "a", "--json").expectExit(3));
        JsonNode status = batch(penstock.run("status", "a", "--json").expectExit(0));
        JsonNode watch = batch(penstock.run("watch", "a", "--json").expectExit(3));
        JsonNode stats = batch(penstock.run("stats", "a", "--json").expectExit(0));
        JsonNode list = penstock.run("list", "--json").expectExit(0).json();

        BatchSchema.assertHolds(list.get(0));
        assertThat(status.at("/common_errors/0/status_code").asInt()).isEqualTo(400);
        assertThat(status.path("common_errors")).isEqualTo(run.path("common_errors"));
        assertThat(list).containsExactly(((ObjectNode) status.deepCopy()).without("common_errors"));
        assertThat(watch).isEqualTo(status);
        for (JsonNode each : new JsonNode[] {run, status, stats}) {
            assertThat(each.path("status").asText()).isEqualTo("completed");
            assertThat(each.path("completed").asInt()).isEqualTo(2);
            assertThat(each.path("failed").asInt()).isEqualTo(1);
            assertThat(each.path("usage")).isEqualTo(run.path("usage"));
            assertThat(each.path("cost_usd")).isEqualTo(run.path("cost_usd"));
            assertThat(each.path("wall_s")).isEqualTo(run.path("wall_s"));
        }
        assertThat(stats.path("success_rate").asDouble()).isEqualTo(0.6667);
    }

    @Test
    void aBatchThatPausesIsPrintedAsPaused() throws IOException {
        provider.change(provider.options().toBuilder().requiredKey("sk-paid").build());

        Ended held = penstock.with("OPENAI_API_KEY", "sk-mine")
                .run("run", input(10).path(), "--id", "b", "--json")
                .expectExit(4);

        JsonNode paused = batch(held);
        assertThat(paused.path("status").asText()).isEqualTo("paused");
        assertThat(paused.path("held").asBoolean()).isTrue();
        assertThat(paused.path("paused_because").asText()).contains("401");
        JsonNode listed = penstock.run("list", "--json").expectExit(0).json().get(0);
        BatchSchema.assertHolds(listed);
        assertThat(listed.path("status").asText()).isEqualTo("paused");
        assertThat(batch(penstock.run("stats", "b", "--json").expectExit(0))
                        .path("status")
                        .asText())
                .isEqualTo("paused");
    }

    @Test
    void aBatchThatIsRefusedIsPrintedAsFailed() throws IOException {
        String line = """
            {"custom_id":"a","method":"POST","url":"/v1/chat/completions",\
            "body":{"model":"m","messages":[{"role":"user","content":"hi"}]}}
            """;
        Files.writeString(folder.resolve("wrong.jsonl"), line + line);

        Ended refused = penstock.run("run", folder.resolve("wrong.jsonl").toString(), "--json")
                .expectExit(2);

        JsonNode failed = batch(refused);
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.path("reason").asText()).isNotBlank();
    }

    private static JsonNode batch(Ended command) {
        JsonNode batch = command.json();
        BatchSchema.assertHolds(batch);
        return batch;
    }
}
