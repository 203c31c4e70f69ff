package dev.penstock.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.BatchOutput;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.Secret;
import dev.penstock.providers.dialect.Dialects;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.BatchApiOptions;
import dev.penstock.simulator.options.SimulatorOptions;
import java.net.URI;
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
class GeminiBatchApiTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String KEY = "AIza-secret";
    private static final String FILE = "penstock-0123456789abcdef-0001-1.jsonl";
    private static final String LINES = """
            {"custom_id":"line-1","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"One"}]}}
            {"custom_id":"line-2","method":"POST","url":"/v1/chat/completions","body":{"model":"m","messages":[{"role":"user","content":"[[fail:503]] Two"}]}}
            """;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T12:00:00Z"));
    private final Simulator simulator = Simulator.start(
            SimulatorOptions.builder()
                    .requiredKey(KEY)
                    .batches(BatchApiOptions.DEFAULT.withRequestsPerSecond(1))
                    .build(),
            System::nanoTime,
            now::get);
    private final BatchApi api = api(KEY);
    private final BatchOutput output = new BatchOutput(api);

    @AfterEach
    void close() {
        api.close();
        simulator.close();
    }

    @Test
    void aBatchIsCreatedWatchedAndReadByCustomId() {
        String id = create(upload(FILE)).path("id").asText();

        assertThat(api.get(id).path("status").asText()).isEqualTo("in_progress");
        assertThat(api.get(id).at("/request_counts/total").asInt()).isEqualTo(2);
        assertThat(api.get(id).path("created_at").asLong()).isEqualTo(now.get().getEpochSecond());
        pass(2);
        JsonNode ended = api.get(id);
        assertThat(ended.path("status").asText()).isEqualTo("completed");
        assertThat(ended.at("/request_counts/completed").asInt()).isEqualTo(1);
        assertThat(ended.at("/request_counts/failed").asInt()).isEqualTo(1);
        List<JsonNode> lines = output.lines(ended.path("output_file_id").asText());
        assertThat(lines).extracting(line -> line.path("custom_id").asText()).containsExactly("line-1", "line-2");
        assertThat(output.meaning(lines.get(0))).isInstanceOfSatisfying(Outcome.Answered.class, answered -> {
            assertThat(answered.text()).contains("Simulated answer to: One");
            assertThat(answered.usage().output())
                    .as("with the tokens of its thoughts")
                    .isGreaterThan(5);
        });
        assertThat(output.meaning(lines.get(1))).isInstanceOf(Outcome.Lost.class);
    }

    @Test
    void anUploadedFileIsFoundByTheNameItWasGiven() {
        assertThat(api.findFile(FILE, 0).isMissingNode()).isTrue();

        String id = upload(FILE);

        assertThat(id).isEqualTo(api.fileId(FILE).orElseThrow()).matches("files/[a-z0-9-]{1,40}");
        assertThat(api.findFile(FILE, 0).path("id").asText()).isEqualTo(id);
        assertThat(api.findFile(FILE.replace("0001", "0002"), 0).isMissingNode())
                .isTrue();
        api.deleteFile(id);
        assertThat(api.findFile(FILE, 0).isMissingNode()).isTrue();
    }

    /** Also when Gemini has deleted the file, which it does after 48 hours. */
    @Test
    void aBatchIsFoundByTheNameOfItsFileAmongManyOthers() {
        String file = upload(FILE);
        String id = create(file).path("id").asText();
        String another = upload(FILE.replace("0001", "0002"));
        for (int i = 0; i < 101; i++) {
            JsonNode unused = create(another);
        }
        api.deleteFile(file);

        assertThat(find(file, 0).path("id").asText()).isEqualTo(id);
        assertThat(find(file, 0).path("input_file_id").asText()).isEqualTo(file);
        assertThat(find("files/other", 0).isMissingNode()).isTrue();
        assertThat(find(file, now.get().getEpochSecond() + 1).path("id").asText())
                .as("a page of old batches does not prove that those behind it are older")
                .isEqualTo(id);
    }

    @Test
    void aCancelledOrExpiredBatchHasNoResults() {
        String cancelled = create(upload(FILE)).path("id").asText();
        String expired = create(upload(FILE.replace("0001", "0002"))).path("id").asText();

        assertThat(api.cancel(cancelled).path("status").asText()).isEqualTo("cancelled");
        assertThat(api.get(cancelled).has("output_file_id")).isFalse();
        simulator.change(simulator.options().toBuilder()
                .batches(BatchApiOptions.DEFAULT.withStallAt(0.5))
                .build());
        pass((int) Duration.ofDays(2).toSeconds());
        assertThat(api.get(expired).path("status").asText()).isEqualTo("expired");
        assertThat(api.get(expired).has("output_file_id")).isFalse();
    }

    @Test
    void aBatchWhoseLinesAreWrongSaysWhy() {
        simulator.change(simulator.options().toBuilder().model("another").build());
        String id = create(upload(FILE)).path("id").asText();

        JsonNode failed = api.get(id);

        assertThat(failed.path("status").asText()).isEqualTo("failed");
        assertThat(failed.at("/errors/data/0/message").asText()).isEqualTo("Unknown model m.");
    }

    @Test
    void errorsAreThoseOfBothApis() {
        assertThatThrownBy(() -> create("files/none")).hasMessageContaining("POST /batches 403");
        assertThatThrownBy(() -> api.get("batches/none")).hasMessageContaining("GET /batches/none 404");
        try (BatchApi stranger = api("AIza-wrong")) {
            assertThatThrownBy(() -> stranger.findFile(FILE, 0)).hasMessageContaining("GET /files 400 Blocked");
        }
    }

    @Test
    void theTwoApisOfAnAddressAreFound() {
        assertThat(GeminiAddress.of(URI.create("https://generativelanguage.googleapis.com/v1beta/openai/")))
                .isEqualTo(new GeminiAddress(URI.create("https://generativelanguage.googleapis.com"), "v1beta"));
        assertThat(GeminiAddress.of(URI.create("http://proxy/google/v1/openai")))
                .isEqualTo(new GeminiAddress(URI.create("http://proxy/google"), "v1"));
        assertThat(GeminiAddress.of(URI.create("http://proxy/openai")))
                .isEqualTo(new GeminiAddress(URI.create("http://proxy"), "v1beta"));
    }

    private BatchApi api(String key) {
        ProviderAccount account = new ProviderAccount(
                simulator.root().resolve("/v1beta/openai/"),
                new Secret(key),
                Duration.ofSeconds(20),
                Map.of(),
                1,
                new DialectSettings(Dialect.GEMINI, null));
        return Dialects.batchApi(account, new Failing());
    }

    private String upload(String filename) {
        byte[] file = LINES.getBytes(StandardCharsets.UTF_8);
        return api.upload(filename, file.length, out -> {
            out.write(file, 0, 200);
            out.write(file, 200, file.length - 200);
        });
    }

    private JsonNode create(String file) {
        ObjectNode order = JsonText.MAPPER
                .createObjectNode()
                .put("input_file_id", file)
                .put("endpoint", CHAT)
                .put("completion_window", "24h");
        order.putObject("metadata").put("penstock_key", "for others");
        return api.create(order, "key");
    }

    private JsonNode find(String file, long since) {
        return api.findBatch(
                since, batch -> batch.path("input_file_id").asText().equals(file));
    }

    private void pass(int seconds) {
        now.updateAndGet(time -> time.plusSeconds(seconds));
    }

    private static final class Failing implements BatchApi.Errors {
        @Override
        public RuntimeException refused(String call, int status, Outcome outcome) {
            return new IllegalStateException(
                    call + " " + status + " " + outcome.getClass().getSimpleName());
        }

        @Override
        public RuntimeException lost(Exception cause, Outcome.Lost meaning) {
            return new IllegalStateException(cause);
        }
    }
}
