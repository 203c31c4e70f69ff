package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.simulator.options.SimulatorOptionsBuilder;
import dev.penstock.simulator.quota.RetryAfterStyle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches at Azure OpenAI, with nothing but the environment's variables. */
final class AzureIT extends PenstockTestCase {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String OLD_TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJvbGQifQ.c2lnbmF0dXJlLW9sZA";
    private static final String NEW_TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJuZXcifQ.c2lnbmF0dXJlLW5ldw";

    @BeforeEach
    void configure() {
        penstock.with("OPENAI_BASE_URL", "")
                .with("AZURE_OPENAI_ENDPOINT", provider.root().toString());
    }

    @Test
    void deploymentsAreModelsAtAnAddressWithAVersion() throws IOException {
        provider.change(deployment(KEY).retryAfter(RetryAfterStyle.MILLISECONDS).build());
        penstock.with("AZURE_OPENAI_API_KEY", KEY).with("OPENAI_API_VERSION", "2024-10-21");
        Path prompts = Files.writeString(
                folder.resolve("prompts.txt"),
                "What is one?\n[[fail:content_policy_violation]] What is two?\n[[fail:429x1]] What is three?\n");

        penstock.run("run", prompts.toString(), "--model", "gpt-4o")
                .expectExit(4)
                .expectSaid("no deployment of the name that the request has as its model");
        Ended ended = penstock.run("run", prompts.toString(), "--model", "my-deployment", "--json")
                .expectExit(3);

        assertThat(ended.err())
                .contains("provider: " + provider.root() + " (with AZURE_OPENAI_API_KEY")
                .doesNotContain(KEY);
        JsonNode error = only(folder.resolve("prompts.errors.jsonl"));
        assertThat(error.at("/error/code").asText()).isEqualTo("content_filter");
        assertThat(error.at("/response/body/error/innererror/code").asText()).isEqualTo("ResponsibleAIPolicyViolation");
        ResultFile results = ResultFile.at(folder.resolve("prompts.results.jsonl"));
        assertThat(results.lines())
                .extracting(line -> line.path("model").asText())
                .containsExactly("my-deployment", "my-deployment");
        assertThat(books.stats().calls().throttled()).isEqualTo(1);
        assertThat(ended.json().path("throttled").asLong()).isEqualTo(1);
    }

    /** The token in use is rejected in the middle of the batch, as after an hour. */
    @Test
    void aTokenIsRenewedByItsCommandWhileABatchRuns() throws IOException {
        Path token = Files.writeString(folder.resolve("token.txt"), OLD_TOKEN);
        provider.change(deployment(OLD_TOKEN).build());
        answersTake("100ms");
        penstock.with("AZURE_OPENAI_ENDPOINT", provider.root() + "/openai/v1")
                .with("AZURE_OPENAI_API_KEY_COMMAND", "cat token.txt")
                .with("PENSTOCK_MODEL", "my-deployment");
        Path prompts = Files.writeString(folder.resolve("prompts.txt"), "Hello\n".repeat(30));

        Running run =
                penstock.start("run", prompts.toString(), "--repeat", "--concurrency", "2", "--prompt", "Say hello");
        books.awaitCalls(8);
        Files.writeString(token, NEW_TOKEN);
        provider.change(provider.options().toBuilder().requiredKey(NEW_TOKEN).build());
        Ended ended = run.awaitEnd().expectExit(0);

        assertThat(Files.readAllLines(folder.resolve("prompts.results.jsonl"))).hasSize(30);
        assertThat(books.stats().calls().answered()).isEqualTo(30);
        assertThat(books.calls()).as("calls with the old token as well").isBetween(31L, 33L);
        assertThat(ended.err()).contains("with AZURE_OPENAI_API_KEY_COMMAND");
        assertKeptNowhere(penstock.home());
    }

    private static SimulatorOptionsBuilder deployment(String key) {
        return SimulatorOptions.builder().model("my-deployment").requiredKey(key);
    }

    private static JsonNode only(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1);
        return Service.JSON.readTree(lines.getFirst());
    }

    private static void assertKeptNowhere(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("c2lnbmF0dXJlLW");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
