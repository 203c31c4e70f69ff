package dev.penstock.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.BatchOutput;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.Secret;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.BatchApiOptions;
import dev.penstock.simulator.options.SimulatorOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnthropicBatchApiTest {
    private static final String FILE = "penstock-0123456789abcdef-0001-1.jsonl";
    private static final String LINES = """
            {"custom_id":"line-1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"One"}]}}
            {"custom_id":"line-2","method":"POST","url":"/v1/chat/completions","body":{"model":"m","n":2,"messages":[{"role":"user","content":"Two"}]}}
            {"custom_id":"line-3","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"[[fail:503]] Three"}]}}
            """;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T12:00:00Z"));
    private final Simulator simulator = Simulator.start(
            SimulatorOptions.builder()
                    .batches(BatchApiOptions.DEFAULT.withRequestsPerSecond(1))
                    .build(),
            System::nanoTime,
            now::get);
    private final BatchApi api = new AnthropicBatchApi(
            new ProviderAccount(
                    simulator.root(),
                    new Secret("sk-ant-secret-1"),
                    Duration.ofSeconds(20),
                    Map.of(),
                    1,
                    new DialectSettings(Dialect.ANTHROPIC, null)),
            new Failing());
    private final BatchOutput output = new BatchOutput(api);

    @AfterEach
    void close() {
        api.close();
        simulator.close();
    }

    @Test
    void anUploadIsABatchWhoseResultsComeInOpenAisFormat() {
        String id = upload();

        assertThat(api.get(id).path("status").asText()).isEqualTo("in_progress");
        assertThat(api.get(id).at("/request_counts/total").asInt()).isEqualTo(3);
        pass(3);
        JsonNode ended = api.get(id);
        assertThat(ended.path("status").asText()).isEqualTo("completed");
        assertThat(ended.at("/request_counts/completed").asInt()).isEqualTo(1);
        assertThat(ended.at("/request_counts/failed").asInt()).isEqualTo(2);
        List<JsonNode> lines = output.lines(ended.path("output_file_id").asText());

        assertThat(lines)
                .extracting(line -> line.path("custom_id").asText())
                .containsExactly("line-1", "line-2", "line-3");
        assertThat(output.meaning(lines.get(0))).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.text()).contains("Simulated answer to: One");
            assertThat(answered.usage().input()).isPositive();
        });
        assertThat(output.meaning(lines.get(1))).isInstanceOf(Outcome.Refused.class);
        assertThat(output.meaning(lines.get(2))).isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void aBatchIsKnownByItsSizeUntilItsEndShowsItsName() {
        String id = upload();

        assertThat(api.findFile(FILE, 0).isMissingNode()).isTrue();
        assertThat(api.mayBeUnderWay(0, 3)).isTrue();
        assertThat(api.mayBeUnderWay(0, 4)).isFalse();
        pass(3);

        assertThat(api.findFile(FILE, 0).path("id").asText()).isEqualTo(id);
        assertThat(api.findFile(FILE.replace("0001", "0002"), 0).isMissingNode())
                .isTrue();
        assertThat(api.findFile(FILE, now.get().getEpochSecond() + 1).isMissingNode())
                .isTrue();
        assertThat(api.mayBeUnderWay(0, 3)).isFalse();
    }

    @Test
    void aCancelledBatchKeepsWhatItHasAnswered() {
        String id = upload();
        pass(1);
        assertThat(api.get(id).path("status").asText()).isEqualTo("in_progress");

        assertThat(api.cancel(id).path("status").asText()).isEqualTo("cancelling");
        assertThat(api.get(id).path("status").asText()).isEqualTo("cancelled");
        assertThat(output.lines(id))
                .extracting(line -> line.at("/error/code").asText())
                .containsExactly("", "batch_cancelled", "batch_cancelled");
    }

    @Test
    void anExpiredBatchSaysWhichRequestsWereNotAnswered() {
        String id = upload();
        pass(1);
        assertThat(api.get(id).path("status").asText()).isEqualTo("in_progress");
        simulator.change(simulator.options().toBuilder()
                .batches(BatchApiOptions.DEFAULT.withStallAt(0.4))
                .build());
        pass((int) Duration.ofHours(24).toSeconds());

        assertThat(api.get(id).path("status").asText()).isEqualTo("expired");
        assertThat(output.lines(id))
                .extracting(line -> line.at("/error/code").asText())
                .containsExactly("", "batch_expired", "batch_expired");
    }

    @Test
    void aDeletedBatchIsGone() {
        String id = upload();
        pass(3);
        JsonNode unused = api.get(id);

        api.deleteFile(id);

        assertThatThrownBy(() -> api.get(id)).hasMessage("GET /batches/" + id + " 404");
    }

    private String upload() {
        byte[] file = LINES.getBytes(StandardCharsets.UTF_8);
        return api.upload(FILE, file.length, out -> {
            // In pieces that end anywhere.
            out.write(file, 0, 200);
            out.write(file[200]);
            out.write(file, 201, file.length - 201);
        });
    }

    private void pass(int seconds) {
        now.updateAndGet(time -> time.plusSeconds(seconds));
    }

    private static final class Failing implements BatchApi.Errors {
        @Override
        public RuntimeException refused(String call, int status, Outcome outcome) {
            return new IllegalStateException(call + " " + status);
        }

        @Override
        public RuntimeException lost(Exception cause, Outcome.Lost meaning) {
            return new IllegalStateException(cause);
        }
    }
}
