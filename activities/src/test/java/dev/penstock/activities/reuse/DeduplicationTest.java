package dev.penstock.activities.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.batch.assembly.AssembleActivityImpl;
import dev.penstock.activities.batch.planning.PlanTestCase;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.AssembleInput;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeduplicationTest extends PlanTestCase {
    private static final Instant NOW = Instant.parse("2026-02-01T10:00:00Z");
    private static final int SHARD = 4;

    @Test
    void requestsThatAreTheSameAreSentOnceAndAllGetTheAnswerInOrder() throws IOException {
        Plan plan = planner().batch(BATCH, questions("a", "b", "a", "c", "b", "a", "d", "a", "e", "e"));
        assertThat(requests(plan)).extracting(RequestLine::line).containsExactly(1L, 2L, 4L, 7L, 9L);
        assertThat(plan.duplicates()).isEqualTo(5);
        assertThat(plan.requests()).isEqualTo(10);
        answer(plan);

        BatchResult result = assemble(plan, BatchState.COMPLETED, 0);

        assertThat(result.receipt().counts().completed()).isEqualTo(10);
        assertThat(result.receipt().counts().duplicates()).isEqualTo(5);
        assertThat(result.receipt().counts().retries()).isZero();
        assertThat(result.receipt().cost().usd()).contains(new BigDecimal("0.05"));
        assertThat(result.receipt().usage()).isEqualTo(new Usage(50, 0, 25, 0));
        assertThat(result.receipt().latency().percentile(1)).isEqualTo(20);
        List<JsonNode> lines = lines(BatchFile.OUTPUT);
        assertThat(lines).extracting(line -> line.path("custom_id").asText()).containsExactlyElementsOf(ids(10));
        assertThat(lines)
                .extracting(line -> line.at("/response/body/of").asInt())
                .containsExactly(1, 2, 1, 4, 2, 1, 7, 1, 9, 9);
        assertThat(lines)
                .extracting(line -> line.path("duplicate_of").asText(""))
                .containsExactly("", "", "id-1", "", "id-2", "id-1", "", "id-1", "", "id-9");
        assertThat(lines.get(7).path("cost_usd").asInt(-1)).isZero();
        assertThat(lines.get(7).path("attempts").asInt(-1)).isZero();
    }

    @Test
    void assemblingTwiceGivesNobodyTwoResults() throws IOException {
        Plan plan = planner().batch(BATCH, questions("a", "a", "a", "a", "a"));
        answer(plan);
        assemble(plan, BatchState.COMPLETED, 0);
        long bytes = store.logged(BATCH).bytes();

        assemble(plan, BatchState.COMPLETED, 0);

        assertThat(store.logged(BATCH).bytes()).isEqualTo(bytes);
    }

    @Test
    void theDuplicatesOfADeadLetterAreDeadLettersUntilItIsAnswered() throws IOException {
        Plan plan = planner().batch(BATCH, questions("a", "b", "b", "a", "a"));
        List<RequestLine> sent = requests(plan);
        append(answered(sent.get(0), 0));
        append(dead(sent.get(1), 0));
        BatchResult result = assemble(plan, BatchState.COMPLETED, 0);
        assertThat(result.receipt().counts().failed()).isEqualTo(2);
        assertThat(lines(BatchFile.ERRORS))
                .extracting(line -> line.at("/error/code").asText())
                .containsExactly("server_error", "server_error");

        Plan again = planner().batch(BATCH, questions("a", "b", "b", "a", "a").with(SpecKey.ROUND, 1));
        assertThat(requests(again)).extracting(RequestLine::line).containsExactly(2L);
        assertThat(again.finished().counts().completed()).isEqualTo(3);
        append(answered(sent.get(1), 1));
        BatchResult replayed = assemble(again, BatchState.COMPLETED, 1);

        assertThat(replayed.receipt().counts().completed()).isEqualTo(5);
        assertThat(replayed.receipt().counts().failed()).isZero();
    }

    @Test
    void aReplayThatFailsAgainFailsItsDuplicatesAgain() throws IOException {
        Plan plan = planner().batch(BATCH, questions("b", "b"));
        append(dead(requests(plan).getFirst(), 0));
        assemble(plan, BatchState.COMPLETED, 0);
        Plan again = planner().batch(BATCH, questions("b", "b").with(SpecKey.ROUND, 1));
        append(dead(requests(again).getFirst(), 1));

        BatchResult replayed = assemble(again, BatchState.COMPLETED, 1);

        assertThat(replayed.receipt().counts().failed()).isEqualTo(2);
    }

    @Test
    void whatACancelledBatchHasGoesToTheDuplicatesToo() throws IOException {
        Plan plan = planner().batch(BATCH, questions("a", "b", "a", "b", "a", "b"));
        append(answered(requests(plan).getFirst(), 0));

        BatchResult result = assemble(plan, BatchState.CANCELLED, 0);

        assertThat(result.receipt().counts().completed()).isEqualTo(3);
        assertThat(lines(BatchFile.ERRORS))
                .extracting(line -> line.path("custom_id").asText())
                .containsExactly("id-2", "id-4", "id-6");
        assertThat(lines(BatchFile.ERRORS).getFirst().at("/error/code").asText())
                .isEqualTo("batch_cancelled");
    }

    @Test
    void aBatchTakenUpAgainDoesNotSendDuplicates() {
        Plan plan = planner().batch(BATCH, questions("a", "a", "a", "a", "a", "b"));
        append(answered(requests(plan).getFirst(), 0));

        Plan again = planner().batch(BATCH, questions("a", "a", "a", "a", "a", "b"));

        assertThat(again.resumed()).isTrue();
        assertThat(again.unfinished().toString()).isEqualTo("1");
        assertThat(requests(again)).extracting(RequestLine::line).containsExactly(6L);
        assertThat(again.finished().counts().completed()).isEqualTo(1);
    }

    @Test
    void whatMustHaveAnAnswerOfItsOwnIsSent() {
        String same = "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        String stored = same.replace("{\"model\"", "{\"store\":true,\"model\"");
        BatchSpec spec = input(
                        "in.jsonl",
                        request("a", same),
                        request("b", stored),
                        request("c", stored),
                        request("d", same).replace("\"method\"", "\"cache\":false,\"method\""),
                        request("e", same.replace("hi", "ho")),
                        request(
                                "f",
                                "{\"messages\":[{\"content\":\"hi\",\"role\":\"user\"}], \"model\":\"gpt-4o-mini\"}"))
                .with(SpecKey.DEDUPLICATE, true);

        Plan plan = planner().batch(BATCH, spec);

        assertThat(requests(plan)).extracting(RequestLine::customId).containsExactly("a", "b", "c", "d", "e");
        assertThat(requests(plan).get(3).reusable()).isFalse();
    }

    @Test
    void aPipelinesLinesAreTheSameWhenItsPromptsAsk() {
        BatchSpec spec = input(
                        "in.jsonl",
                        "{\"custom_id\":\"1\",\"text\":\"x\",\"kind\":\"k\"}",
                        "{\"custom_id\":\"2\",\"text\":\"x\",\"kind\":\"other\"}",
                        "{\"custom_id\":\"3\",\"text\":\"y\",\"kind\":\"k\"}",
                        "{\"custom_id\":\"4\",\"text\":\"x\",\"kind\":\"k\"}")
                .with(SpecKey.MODEL, "gpt-4o-mini")
                .with(SpecKey.DEDUPLICATE, true)
                .with(
                        SpecKey.STAGES,
                        List.of(
                                Map.of("name", "one", "prompt", "About {{input.text}}"),
                                Map.of("name", "two", "prompt", "Sum up {{one}}")));

        Plan plan = planner().batch(BATCH, spec);

        assertThat(requests(plan)).extracting(RequestLine::customId).containsExactly("1", "3");
    }

    @Test
    void withoutItNothingIsLookedFor() throws IOException {
        Plan plan = planner().batch(BATCH, questions("a", "a").with(SpecKey.DEDUPLICATE, null));

        assertThat(requests(plan)).hasSize(2);
        assertThat(plan.duplicates()).isNull();
        assertThat(store.has(BATCH, BatchFile.DUPLICATES)).isFalse();
    }

    @Test
    void manyOverManyShardsAllComeInPlace() throws IOException {
        String[] asked = IntStream.range(0, 300)
                .mapToObj(i -> "question " + (i * 7919) % 31)
                .toArray(String[]::new);
        Plan plan = planner().batch(BATCH, questions(asked));
        assertThat(requests(plan)).hasSize(31);
        answer(plan);

        assemble(plan, BatchState.COMPLETED, 0);

        List<JsonNode> lines = lines(BatchFile.OUTPUT);
        assertThat(lines).extracting(line -> line.path("custom_id").asText()).containsExactlyElementsOf(ids(300));
        assertThat(lines)
                .allMatch(line -> asked[line.at("/response/body/of").asInt() - 1].equals(
                        asked[line.path("line").asInt() - 1]));
    }

    private BatchSpec questions(String... asked) {
        String[] lines = new String[asked.length];
        for (int i = 0; i < asked.length; i++) {
            lines[i] = request(
                    "id-" + (i + 1),
                    "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                            .formatted(asked[i]));
        }
        return input("in.jsonl", lines)
                .with(SpecKey.SHARD, SHARD)
                .with(SpecKey.SLICE, 1)
                .with(SpecKey.DEDUPLICATE, true);
    }

    private void answer(Plan plan) {
        requests(plan).forEach(request -> append(answered(request, 0)));
    }

    private void append(Result result) {
        log.append(BATCH, (int) (result.line() - 1) / SHARD, result).join();
    }

    private static Result answered(RequestLine request, int round) {
        return Result.builder(request.line(), request.customId())
                .response(new Result.Response(200, "r", "{\"of\":%d}".formatted(request.line())))
                .attempts(1)
                .latencyMs(20)
                .costUsd(new BigDecimal("0.01"))
                .usage(new Usage(10, 0, 5, 0))
                .startedAt(NOW)
                .round(round)
                .build();
    }

    private static Result dead(RequestLine request, int round) {
        Result.Error error = new Result.Error("server_error", "oops");
        return Result.builder(request.line(), request.customId())
                .error(error)
                .attempts(6)
                .latencyMs(9)
                .startedAt(NOW)
                .round(round)
                .build();
    }

    private BatchResult assemble(Plan plan, BatchState state, int round) {
        return new AssembleActivityImpl(store, log, pool -> Prices.known(), () -> {}, Clock.systemUTC())
                .batch(new AssembleInput(BATCH, plan, state, round, NOW, null));
    }

    private List<JsonNode> lines(BatchFile file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (InputStream in = store.find(BATCH, file).orElseThrow()) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                lines.add(Json.MAPPER.readTree(line));
            }
        }
        return lines;
    }

    private static List<String> ids(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "id-" + i).toList();
    }
}
