package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.InvalidInput;
import dev.penstock.contracts.Problem;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.BatchFile;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvalidInputTest extends PlanTestCase {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"custom_id\":\"z\" | invalid_json_line | not valid JSON at column 17: the text ends where",
                "[1] | invalid_json_line | not a JSON object: '{' was expected, not '['",
                "{\"custom_id\":\"ü\" 1} | invalid_json_line | at column 18: a comma or the end of the object or array"
                        + " was expected, not '1'",
                "{\"custom_id\":\"z\",\"method\":\"GET\",\"url\":\"/v1/chat/completions\",\"body\":{}} | url_mismatch"
                        + " | method must be POST, not 'GET'",
                "{\"custom_id\":\"z\",\"method\":\"POST\",\"url\":\"/v2/x\",\"body\":{}} | url_mismatch | not '/v2/x'",
                "{\"custom_id\":\"z\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{}} | url_mismatch |"
                        + " differs from /v1/chat/completions on line 1",
                "{\"custom_id\":\"z\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\"} | invalid_request | has no"
                        + " body",
                "{\"custom_id\":\"z\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":3} |"
                        + " invalid_request | body is not an object",
                "{\"custom_id\":\"z\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"m\"}}"
                        + " | invalid_request | body has no messages",
                "{\"custom_id\":[7],\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}} | invalid_request"
                        + " | custom_id is not a string",
                "{\"custom_id\":\"\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}} |"
                        + " invalid_request | custom_id has 0 characters",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{}} |"
                        + " duplicate_custom_id | custom_id 'a' was already used on line 1",
                "{\"custom_id\":\"z\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"messages\":[{}],\"stream\":true}}"
                        + " | invalid_request | stream must not be true",
                "{\"custom_id\":\"z\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"messages\":[{}],\"n\":4,\"max_tokens\":4611686018427387904}}"
                        + " | invalid_request | max_tokens must be a whole number from 1 to 10000000, not"
                        + " 4611686018427387904",
                "{\"custom_id\":\"z\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"messages\":[{}]}}"
                        + " | model_not_found | set one with --model or PENSTOCK_MODEL",
                "{\"custom_id\":\"z\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"messages\":[{}],\"model\":\"unknown-7b\"}}"
                        + " | model_not_found | no pool serves model 'unknown-7b'; configured pools: main",
            })
    void aWrongLineIsNamedWithItsCodeAndReason(String line, String code, String reason) throws IOException {
        InvalidInput refused = refusal(input("in.jsonl", request("a"), "", line));

        assertThat(refused.total()).isEqualTo(1);
        Problem problem = refused.first().get(0);
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).contains(reason);
        assertThat(store.find(BATCH, BatchFile.PLAN)).isEmpty();
        assertThat(store.find(BATCH, BatchFile.INPUT)).isEmpty();
        assertThat(store.hasResults(BATCH)).isFalse();
    }

    @Test
    void twentyProblemsAreListedAndAllAreCounted() {
        String[] lines = IntStream.range(0, 1000).mapToObj(i -> "nonsense").toArray(String[]::new);

        InvalidInput refused = refusal(input("in.jsonl", lines));

        assertThat(refused.total()).isEqualTo(1000);
        assertThat(refused.first()).hasSize(20);
        assertThatThrownBy(() -> planner().batch(BATCH, input("in.jsonl", lines)))
                .hasMessageContaining("the input has 1000 problems, so nothing was sent")
                .hasMessageContaining("\n  lines 1, 2, 3 and 997 more: invalid_json_line: ")
                .hasMessageNotContaining("line 4");
    }

    @Test
    void differentProblemsAreToldOneByOneAndBeyondTwentyCounted() {
        String[] lines = IntStream.range(0, 30)
                .mapToObj(i -> request("a" + i).replace("POST", "GET" + i))
                .toArray(String[]::new);

        assertThatThrownBy(() -> planner().batch(BATCH, input("in.jsonl", lines)))
                .hasMessageContaining("line 1: url_mismatch: method must be POST, not 'GET0'")
                .hasMessageContaining("line 20: url_mismatch")
                .hasMessageNotContaining("line 21")
                .hasMessageContaining("… and 10 more");
    }

    @Test
    void anInputThatIsEmptyMissingRelativeOrElsewhereIsRefusedInOneSentence() {
        assertThat(refusal(input("in.jsonl", "", "")).first().get(0).code()).isEqualTo("empty_batch");
        assertThatThrownBy(() -> planner().batch(BATCH, input("in.csv", "text")))
                .hasMessageContaining("empty_batch: input")
                .hasMessageContaining("has no requests");
        assertThat(message(folder.resolve("none.jsonl").toString()))
                .contains("input " + folder.resolve("none.jsonl") + " does not exist");
        assertThat(message("file.jsonl")).contains("relative path");
        assertThat(message("https://example.com/in.jsonl")).contains("only file:/// URIs and absolute paths");
        assertThat(message(emptyFolder().toString())).contains("is a folder without inputs");
        assertThat(message(write("in.jsonl.gz", "not gzip").toString())).contains("cannot be read");
    }

    @Test
    void allThatABatchEmbedsIsCountedAndNotOnlyItsRequests() {
        String three = "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/embeddings\","
                + "\"body\":{\"model\":\"m\",\"input\":[\"a\",\"b\",[1,2]]}}";
        BatchSpec two = input("in.jsonl", three.formatted("x"), three.formatted("y"));

        InvalidInput refused = refusal(two.with(SpecKey.MAX_REQUESTS, 5));

        assertThat(refused.first().get(0).code()).isEqualTo("too_many_tasks");
        assertThat(refused.first().get(0).message()).contains("5 inputs");
        assertThat(planner().batch(BATCH, two.with(SpecKey.MAX_REQUESTS, 6)).requests())
                .isEqualTo(2);
    }

    @Test
    void withSkipInvalidWrongLinesAreDeadLettersAndTheRestIsPlanned() {
        BatchSpec spec = input("in.jsonl", "nonsense", request("a"), request("a"), request("b"), "{}")
                .with(SpecKey.SKIP_INVALID, true)
                .with(SpecKey.SHARD, 3);

        Plan plan = planner().batch(BATCH, spec);

        assertThat(plan.requests()).isEqualTo(5);
        assertThat(plan.shards()).isEqualTo(2);
        assertThat(plan.resumed()).isFalse();
        assertThat(plan.unfinished().toString()).isEqualTo("0-1");
        assertThat(plan.finished().counts().failed()).isEqualTo(3);
        assertThat(requests(plan)).extracting(RequestLine::customId).containsExactly("a", "b");
        Map<Long, Result> first = log.read(BATCH, 0).results();
        assertThat(first).containsOnlyKeys(1L, 3L);
        assertThat(Objects.requireNonNull(first.get(1L)).customId()).isEqualTo("request-1");
        assertThat(Objects.requireNonNull(first.get(3L)).customId()).isEqualTo("a#3");
    }

    @Test
    void aShardOfWrongLinesOnlyIsFinishedInEveryRound() {
        BatchSpec spec = input("in.jsonl", request("a"), "nonsense")
                .with(SpecKey.SKIP_INVALID, true)
                .with(SpecKey.SHARD, 1);

        assertThat(planner().batch(BATCH, spec).unfinished().toString()).isEqualTo("0");
        assertThat(planner()
                        .batch(BATCH, spec.with(SpecKey.ROUND, 2))
                        .unfinished()
                        .toString())
                .isEqualTo("0");
    }

    private Path emptyFolder() {
        try {
            return Files.createDirectory(folder.resolve("empty"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String message(String input) {
        return refusal(BatchSpec.of(input)).first().get(0).message();
    }
}
