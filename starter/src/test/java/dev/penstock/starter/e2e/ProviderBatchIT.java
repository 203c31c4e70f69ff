package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.books.BatchStats;
import dev.penstock.simulator.options.BatchApiOptions;
import dev.penstock.simulator.options.BatchStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The provider's discounted batch API: in parts, once each, whatever is killed when. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
final class ProviderBatchIT extends PenstockTestCase {
    private static final int REQUESTS = 250;

    private TestingInput input;

    @BeforeEach
    void prepare() throws IOException {
        input = input(REQUESTS);
    }

    /** Each step has been taken at the provider when the command dies, and it never heard of that; the next one dies a step later. */
    @Test
    void aRunKilledAtEachStepSubmitsNothingTwice() throws IOException {
        // Batches that ended while they were being created would be downloaded without a poll.
        BatchApiOptions unfinished = BatchApiOptions.DEFAULT.withStallAt(0.5);
        for (BatchStep step : List.of(BatchStep.UPLOAD, BatchStep.LIST, BatchStep.CREATE, BatchStep.POLL)) {
            provide(unfinished.withHold(step));
            killWhen(step + " is held", () -> stats().holding() > 0);
        }
        provide(BatchApiOptions.DEFAULT.withHold(BatchStep.DOWNLOAD));
        killWhen("DOWNLOAD is held", () -> stats().holding() > 0);
        provide(BatchApiOptions.DEFAULT);

        goesOn();
    }

    /** Killed in the middle of writing what was downloaded: some results are in the log, and others are not. */
    @Test
    @Tag("slow")
    void aRunKilledWhileItWritesResultsGoesOn() throws IOException {
        input = input(6_000);
        provide(BatchApiOptions.DEFAULT);
        killWhen("some results are written", () -> written() > 100_000);

        goesOn();
    }

    @Test
    @OwnTemporal
    void aLaterRunFindsTheProvidersBatchesThoughTheServersDatabaseIsLost() throws IOException {
        input = input(REQUESTS);
        provide(BatchApiOptions.DEFAULT.withStallAt(0.5));
        killWhen("all are answered by half", () -> stats().created() == 3 && stats().answered() >= REQUESTS / 2 - 2);
        penstock.server().kill();
        penstock.server().deleteDatabase();
        provide(BatchApiOptions.DEFAULT);

        goesOn();
    }

    @Test
    void failuresAreSubmittedOnceMoreAndThenBecomeDeadLetters() throws IOException {
        String[] prompts = new String[30];
        Arrays.setAll(prompts, i -> i == 3 ? "[[fail:500x1]] later" : i == 5 ? "[[fail:500]] never" : "What is " + i);
        prompts[7] = "[[fail:400]] refused";
        input = inputOf(prompts);

        Ended ended = run().awaitEnd().expectExit(3);

        assertThat(ended.json().path("completed").asInt()).isEqualTo(28);
        assertThat(books.calls()).as("calls online").isZero();
        assertThat(provider.batchCallsOf("[[fail:500x1]] later").calls()).isEqualTo(2);
        assertThat(provider.batchCallsOf("[[fail:500]] never").calls()).isEqualTo(2);
        assertThat(provider.batchCallsOf("[[fail:400]] refused").calls()).isEqualTo(1);
    }

    @Test
    void autoMeetsItsDeadlineWhenTheProviderStalls() throws IOException {
        input = input(REQUESTS);
        provide(BatchApiOptions.DEFAULT.withRequestsPerSecond(20).withStallAt(0.4));

        Ended ended = penstock.run(
                        "run",
                        input.path(),
                        "--json",
                        "--lane",
                        "auto",
                        "--deadline",
                        "90s",
                        // So few calls that the rescue begins when 40 of the 90 seconds are left.
                        "--concurrency",
                        "16",
                        "--part-requests",
                        "100",
                        "--model",
                        "gpt-4o-mini")
                .expectExit(0);

        JsonNode lanes = ended.json().path("lanes");
        assertThat(ended.json().path("status").asText()).isEqualTo("completed");
        assertThat(ended.json().path("wall_s").asDouble()).isLessThan(90);
        assertThat(lanes.path("by_batch").asInt()).isEqualTo(100);
        assertThat(lanes.path("online").asInt()).isEqualTo(150);
        assertThat(lanes.path("if_all_batch_usd").asDouble())
                .isLessThan(ended.json().path("cost_usd").asDouble());
        assertThat(ended.json().path("cost_usd").asDouble())
                .isLessThan(lanes.path("if_all_online_usd").asDouble());
        assertThat(books.stats().duplicates()).isZero();
        assertThat(ended.err()).contains("by the provider's batch API; what has no answer at ");
        ResultFile.assertWhole(input);
    }

    /** The provider has cancelled, and the command dies before it hears of that: what was answered is not called again. */
    @Test
    void aRunKilledWhileItRescuesPaysNothingTwice() throws IOException {
        input = input(REQUESTS);
        provide(BatchApiOptions.DEFAULT.withStallAt(0.4).withHold(BatchStep.CANCEL));
        Running killed = rescuing();
        Patience.until("cancelling is held", () -> stats().holding() > 0);
        killed.signal("9");
        killed.awaitEnd();
        provide(BatchApiOptions.DEFAULT.withStallAt(0.4));

        Ended ended = rescuing().awaitEnd().expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(ended.json().at("/lanes/by_batch").asInt()).isEqualTo(100);
        assertThat(ended.json().at("/lanes/online").asInt()).isEqualTo(150);
        assertThat(books.stats().duplicates()).as("paid twice").isZero();
        assertThat(stats().created()).isEqualTo(3);
    }

    /** So little is expected of the pool that half of the time is left when the rescue begins. */
    private Running rescuing() {
        List<String> command = new ArrayList<>(List.of("run", input.path(), "--json", "--lane", "auto"));
        command.addAll(List.of("--deadline", "140s", "--concurrency", "8"));
        command.addAll(List.of("--part-requests", "100", "--model", "gpt-4o-mini"));
        return penstock.start(command.toArray(String[]::new));
    }

    @Test
    void cancellingKeepsWhatTheProviderHasAnswered() throws IOException {
        input = input(REQUESTS);
        provide(BatchApiOptions.DEFAULT.withStallAt(0.4));
        Running run = run();
        Patience.until("the provider has stalled", () -> stats().answered() == 100);

        penstock.run("cancel", "lane-test");

        run.awaitEnd();
        assertThat(stats().cancelled()).isEqualTo(3);
        assertThat(books.calls()).isZero();
        assertThat(input.results()).content().hasLineCount(100);
    }

    private Running run() {
        List<String> command = new ArrayList<>(List.of("run", input.path(), "--json", "--id", "lane-test"));
        command.addAll(List.of("--lane", "provider-batch", "--model", "gpt-4o-mini"));
        command.addAll(List.of("--part-requests", input.customIds().size() > 1_000 ? "2000" : "100"));
        return penstock.start(command.toArray(String[]::new));
    }

    private void killWhen(String what, Callable<Boolean> happened) {
        Running run = run();
        Patience.until(what, happened);
        run.signal("9");
        assertThat(run.awaitEnd().exit()).isNotZero();
    }

    private void goesOn() throws IOException {
        Ended ended = run().awaitEnd().expectExit(0);

        ResultFile.assertWhole(input);
        int parts = Math.ceilDiv(input.customIds().size(), input.customIds().size() > 1_000 ? 2_000 : 100);
        assertThat(stats().created()).as("batches at the provider").isEqualTo(parts);
        assertThat(stats().files()).as("files at the provider").isEqualTo(parts);
        assertThat(stats().answered()).isEqualTo(input.customIds().size());
        assertThat(books.stats().duplicates()).as("paid twice").isZero();
        assertThat(books.calls()).as("calls online").isZero();
        assertThat(ended.json().at("/lanes/online").asInt()).isZero();
    }

    private void provide(BatchApiOptions rules) {
        provider.change(provider.options().toBuilder().batches(rules).build());
    }

    private BatchStats stats() {
        return books.stats().batches();
    }

    private long written() throws IOException {
        Path log = penstock.home().resolve("store/batches/lane-test/results");
        if (!Files.isDirectory(log)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(log)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (UncheckedIOException clearedAwayMeanwhile) {
            return 0;
        }
    }
}
