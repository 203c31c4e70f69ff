package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several pools in a {@code penstock.yaml}. */
final class PoolsIT extends PenstockTestCase {
    private static final String KEY = "sk-of-the-first-pool";
    private static final String OTHER_KEY = "sk-of-the-other-pool";

    private Simulator first;
    private Simulator other;

    @BeforeEach
    void configure() throws IOException {
        // Each refuses other models and other keys than its own.
        first = Simulator.start(SimulatorOptions.builder()
                .model("large")
                .model("large-2")
                .requiredKey(KEY)
                .build());
        other = Simulator.start(
                SimulatorOptions.builder().model("small").requiredKey(OTHER_KEY).build());
        Files.writeString(folder.resolve("penstock.yaml"), """
                pools:
                  first:
                    base-url: %s
                    api-key: ${FIRST_KEY}
                    models: [large*]
                    requests-per-minute: 60k
                    prices: {large: {input: 1000, output: 1000}}
                  other:
                    base-url: %s
                    headers: {Authorization: 'Bearer ${OTHER_KEY}'}
                    models: ['*']
                    max-concurrency: 3
                    prices: {'*': {input: 0, output: 0}}
                defaults:
                  model: small
                """.formatted(first.baseUrl(), other.baseUrl()));
        penstock.with("FIRST_KEY", KEY).with("OTHER_KEY", OTHER_KEY);
    }

    @AfterEach
    void stopProviders() {
        first.close();
        other.close();
    }

    @Test
    @OwnTemporal
    void eachPoolGetsTheRequestsForItsModelsAndNobodySeesAKey() throws IOException {
        TestingInput input = input(60, "large", "small", "small", "large-2", "");

        Ended ended = penstock.run("run", input.path(), "--json").expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(input.errors()).isEmptyFile();
        assertThat(new Books(first).calls()).isEqualTo(24);
        assertThat(new Books(other).calls()).isEqualTo(36);
        assertThat(other.stats().calls().peakInFlight()).isLessThanOrEqualTo(3);
        assertThat(books.calls()).as("calls to the environment's provider").isZero();
        ResultFile results = ResultFile.at(input.results());
        assertThat(results.line("request-1").path("cost_usd").asDouble()).isPositive();
        assertThat(results.line("request-2").path("cost_usd").asDouble(-1)).isZero();
        assertThat(ended.err()).contains("first (" + first.baseUrl() + "), other (");
        // The history is among the files: it has what the batch is to do.
        assertThat(filesWith("\"model\":\"small\""))
                .anyMatch(file -> file.toString().contains("temporal.db"));
        assertThat(filesWith(KEY, OTHER_KEY)).isEmpty();
    }

    @Test
    void oneOfThemCanBePicked() throws IOException {
        TestingInput input = input(10, "large");

        penstock.run("run", input.path(), "--pool", "first", "--rpm", "6000", "--concurrency", "2")
                .expectExit(0);

        assertThat(new Books(first).calls()).isEqualTo(10);
        assertThat(first.stats().calls().peakInFlight()).isLessThanOrEqualTo(2);
        penstock.run("run", input.path(), "--rpm", "6000")
                .expectExit(2)
                .expectSaid("there are 2 in penstock.yaml: set them there, or pick one with --pool (first, other)");
    }

    @Test
    void workersWithOnePoolEachShareABatchThatUsesBoth() throws IOException {
        String both = Files.readString(folder.resolve("penstock.yaml"));
        int other = both.indexOf("  other:");
        Files.writeString(folder.resolve("one.yaml"), both.substring(0, other));
        Files.writeString(folder.resolve("two.yaml"), "pools:\n" + both.substring(other));
        TestingInput input = input(20, "large", "small");
        penstock.with("PENSTOCK_CONFIG", "one.yaml").start("worker").awaitSaid("worker ready");
        penstock.with("PENSTOCK_CONFIG", "two.yaml").start("worker").awaitSaid("worker ready");

        penstock.with("PENSTOCK_CONFIG", "penstock.yaml")
                .run("submit", input.path(), "--id", "shared")
                .expectExit(0);
        penstock.run("watch", "shared", "--json").expectExit(0);

        assertThat(new Books(first).calls()).isEqualTo(10);
        assertThat(new Books(this.other).calls()).isEqualTo(10);
        assertThat(Files.readString(penstock.home().resolve("store/pools/first.json")))
                .contains("60000")
                .doesNotContain(KEY, "http");
    }

    @Test
    void aCompletionGoesToThePoolOfItsModel() {
        penstock.run("complete", "Hello", "--model", "large").expectExit(0);
        penstock.run("complete", "Hello").expectExit(0);

        assertThat(new Books(first).calls()).isEqualTo(1);
        assertThat(new Books(other).calls()).isEqualTo(1);
    }

    @Test
    void theDoctorTellsTheFileAndTheQuotasAndNoKey() throws IOException {
        Ended ended = penstock.run("doctor");

        assertThat(ended.err())
                .contains("config:   penstock.yaml")
                .contains("pool:     first: models large*; calls in flight 20 (not declared), requests a minute 60000")
                .contains("pool:     other: models *; calls in flight 3, requests a minute not limited")
                .doesNotContain(KEY, OTHER_KEY);

        penstock.with("FIRST_KEY", "");
        penstock.run("doctor")
                .expectExit(2)
                .expectSaid("penstock: penstock.yaml:4:5: the environment variable FIRST_KEY is not set");
    }

    /** With these models in turn; none where it is empty. */
    private TestingInput input(int requests, String... models) throws IOException {
        TestingInput input = input(requests);
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(input.file())) {
            String model = models[lines.size() % models.length];
            lines.add(
                    model.isEmpty()
                            ? line.replaceFirst("\"model\":\"gpt-4o-mini\",|,\"model\":\"gpt-4o-mini\"", "")
                            : line.replace("gpt-4o-mini", model));
        }
        Files.write(input.file(), lines);
        return input;
    }

    /** Temporal's database, logs and results among them; all but the configuration. */
    private List<Path> filesWith(String... secrets) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(secrets).anyMatch(secret -> contains(file, secret)))
                    .toList();
        }
    }

    private static boolean contains(Path file, String secret) {
        try {
            return Files.size(file) < 64 << 20
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
