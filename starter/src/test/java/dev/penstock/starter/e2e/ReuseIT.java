package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing is paid twice that was answered already: in the same batch, or in an earlier one. */
final class ReuseIT extends PenstockTestCase {
    private static final int REQUESTS = 240;
    private static final int DISTINCT = 80;
    private static final int CONCURRENCY = 8;

    /** With the answers that are not yet written down. */
    private static final int UNDER_WAY = CONCURRENCY + 4;

    @Test
    void aKilledRunGoesOnAndEachQuestionIsAskedOnce() throws IOException {
        TestingInput input = repeated();
        answersTake("200ms");
        Running killed = run(input, "--deduplicate", "--cache");
        books.awaitCalls(DISTINCT / 2);
        killed.signal("9");
        killed.awaitEnd();

        Ended ended = run(input, "--deduplicate", "--cache").awaitEnd().expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(books.stats().prompts().distinct()).isEqualTo(DISTINCT);
        assertThat(books.repeated()).isLessThanOrEqualTo(UNDER_WAY);
        assertThat(ended.json().path("duplicates").asInt()).isEqualTo(REQUESTS - DISTINCT);
        assertThat(ended.json().path("from_cache").asInt()).isZero();
        List<JsonNode> lines = ResultFile.at(input.results()).lines();
        for (int i = DISTINCT; i < REQUESTS; i++) {
            assertThat(lines.get(i).path("duplicate_of").asText()).isEqualTo("request-" + (i % DISTINCT + 1));
            assertThat(lines.get(i).at("/response/body"))
                    .isEqualTo(lines.get(i % DISTINCT).at("/response/body"));
            assertThat(lines.get(i).path("cost_usd").asInt(-1)).isZero();
        }
        long calls = books.calls();

        Ended again =
                run(input, "--deduplicate", "--cache", "--again").awaitEnd().expectExit(0);

        // An answer is kept for others after it is durable: the kill may have come between.
        assertThat(books.calls()).isBetween(calls, calls + UNDER_WAY);
        assertThat(again.json().path("from_cache").asInt()).isBetween(DISTINCT - UNDER_WAY, DISTINCT);
        ResultFile.assertWhole(input);
    }

    @Test
    void anotherBatchThatAsksTheSameCallsNobodyAndCostsNothing() throws IOException {
        TestingInput input = input(60);
        run(input, "--cache", "--id", "one").awaitEnd().expectExit(0);
        assertThat(books.calls()).isEqualTo(60);

        Ended second = run(input, "--cache", "--id", "two").awaitEnd().expectExit(0);

        assertThat(books.calls()).isEqualTo(60);
        assertThat(second.json().path("from_cache").asInt()).isEqualTo(60);
        assertThat(second.json().path("cost_usd").decimalValue()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(ResultFile.at(input.results()).lines())
                .allMatch(line -> line.path("cached").asBoolean());
        penstock.run("stats", "two").expectShown("not called: 60 from the cache, 0 duplicates");
        penstock.run("usage").expectShown("of these reused: 60 from the cache, 0 duplicates");

        for (Path kept : kept().subList(0, 3)) {
            Files.writeString(kept, "{\"broken");
        }
        run(input, "--cache", "--id", "three").awaitEnd().expectExit(0);
        assertThat(books.calls()).isEqualTo(63);
        ResultFile.assertWhole(input);

        run(input, "--cache", "--id", "four", "--tenant", "acme").awaitEnd().expectExit(0);
        run(input, "--id", "five").awaitEnd().expectExit(0);
        assertThat(books.calls())
                .as("for another tenant, and without the cache")
                .isEqualTo(63 + 2 * 60);

        penstock.run("cache").expectExit(0).expectShown("acme", "60");
        penstock.run("cache", "--clear", "--older-than", "1h").expectExit(0).expectSaid("0 kept answers deleted");
        penstock.run("cache", "--clear").expectExit(0).expectSaid("120 kept answers deleted");
        assertThat(kept()).isEmpty();
    }

    @Test
    void theProvidersBatchHasNoDuplicatesAndKeepsItsAnswersToo() throws IOException {
        TestingInput input = repeated();
        String[] lane = {"--lane", "provider-batch", "--deduplicate", "--cache", "--id"};

        Ended first = run(input, with(lane, "one")).awaitEnd().expectExit(0);
        Ended second = run(input, with(lane, "two")).awaitEnd().expectExit(0);

        assertThat(books.calls()).isZero();
        assertThat(books.stats().batches().answered()).isEqualTo(DISTINCT);
        assertThat(first.json().path("duplicates").asInt()).isEqualTo(REQUESTS - DISTINCT);
        assertThat(second.json().path("from_cache").asInt()).isEqualTo(DISTINCT);
        ResultFile.assertWhole(input);
    }

    @Test
    void aPipelinesStagesAreTakenFromTheCacheButAVoteIsNot() throws IOException {
        Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), """
                stages:
                  - {name: extract, model: gpt-4o-mini, prompt: "Facts of: {{input.text}}"}
                  - {name: rate, model: gpt-4o-mini, kind: vote, samples: 3, prompt: "Rate: {{extract}} of {{input.text}}"}
                """);
        Path file = folder.resolve("input.jsonl");
        Files.write(
                file,
                IntStream.range(0, 20)
                        .mapToObj(i -> "{\"text\":\"text %d\",\"number\":%d}".formatted(i % 10, i))
                        .toList());
        String[] command = {
            "run", file.toString(), "--pipeline", pipeline.toString(), "--json", "--cache", "--deduplicate"
        };

        Ended first = penstock.run(with(command, "--again")).expectExit(0);
        assertThat(books.calls()).isEqualTo(10 * 4);
        assertThat(first.json().path("duplicates").asInt()).isEqualTo(10);
        Ended second = penstock.run(with(command, "--again")).expectExit(0);

        assertThat(books.calls()).isEqualTo(10 * 4 + 10 * 3);
        assertThat(second.json().path("completed").asInt()).isEqualTo(20);
        ResultFile results = ResultFile.at(folder.resolve("input.results.jsonl"));
        assertThat(results.customIds()).hasSize(20).doesNotHaveDuplicates();
        assertThat(results.lines().getFirst().at("/stages/extract/cached").asBoolean())
                .isTrue();
        assertThat(results.lines().getLast().at("/stages/rate/attempts").asInt(-1))
                .isZero();
    }

    private TestingInput repeated() throws IOException {
        return inputOf(IntStream.range(0, REQUESTS)
                .mapToObj(i -> "What is %d plus one?".formatted(i % DISTINCT))
                .toArray(String[]::new));
    }

    private Running run(TestingInput input, String... more) {
        List<String> command = new ArrayList<>(List.of("run", input.path(), "--json", "--shard", "50"));
        command.addAll(List.of("--concurrency", Integer.toString(CONCURRENCY)));
        command.addAll(List.of(more));
        return penstock.start(command.toArray(String[]::new));
    }

    private static String[] with(String[] some, String more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(penstock.home().resolve("store/cache"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
