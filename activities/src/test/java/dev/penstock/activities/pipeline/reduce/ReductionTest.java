package dev.penstock.activities.pipeline.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.batch.planning.OnePool;
import dev.penstock.activities.batch.planning.PlanTestCase;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.ReduceLevel;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReductionTest extends PlanTestCase {
    private static final List<Map<String, Object>> STAGES = List.of(
            Map.of("name", "facts", "model", "gpt-4o-mini", "prompt", "Facts of {{input.text}}"),
            Map.of(
                    "name",
                    "gist",
                    "model",
                    "gpt-4o-mini",
                    "prompt",
                    "Of {{answers}}",
                    "kind",
                    "reduce",
                    "group",
                    3,
                    "max_tokens",
                    10));

    @BeforeEach
    void plan() {
        BatchSpec spec = input(
                        "in.jsonl",
                        "{\"text\":\"a\"}",
                        "{\"text\":\"b\"}",
                        "{\"text\":\"c\"}",
                        "{\"text\":\"d\"}",
                        "{\"text\":\"e\"}")
                .with(SpecKey.STAGES, STAGES);
        assertThat(planner().batch(BATCH, spec).requests()).isEqualTo(6);
        for (int line = 1; line <= 5; line++) {
            append("", 0, line, 0, line == 2 ? null : "answer " + line);
        }
    }

    @Test
    void goesFromLevelToLevelUntilOneAnswerRemains() {
        ReduceLevel first = next(0);
        assertThat(first.level()).isEqualTo(1);
        assertThat(first.unfinished().stream()).containsExactly(1);
        assertThat(prompts(1)).containsExactly("Of answer 1\n\nanswer 3\n\nanswer 4", "Of answer 5");

        append("gist.1", 1, 1, 0, "left");
        assertThat(next(0)).isEqualTo(first);
        append("gist.1", 1, 2, 0, "right");

        assertThat(next(0).unfinished().stream()).containsExactly(2);
        assertThat(prompts(2)).containsExactly("Of left\n\nright");
        append("gist.2", 2, 1, 0, "all");
        assertThat(next(0)).isEqualTo(ReduceLevel.NONE);
        assertThat(next(1)).as("another round in which nothing changed").isEqualTo(ReduceLevel.NONE);
    }

    @Test
    void answersThatAreLongTogetherMakeSmallerGroups() {
        for (int line = 1; line <= 5; line++) {
            append("", 0, line, 1, "x".repeat(600_000));
        }

        next(1);

        assertThat(prompts(1))
                .extracting(String::length)
                .allMatch(length -> length < 1_300_000)
                .hasSize(3);
    }

    @Test
    void aGroupWithoutAnAnswerEndsItUntilTheNextRound() {
        next(0);
        append("gist.1", 1, 1, 0, "left");
        append("gist.1", 1, 2, 0, null);

        assertThat(next(0)).isEqualTo(ReduceLevel.NONE);
        assertThat(next(1).unfinished().stream()).containsExactly(1);
        append("gist.1", 1, 2, 1, "right");
        assertThat(next(1).level()).isEqualTo(2);
    }

    @Test
    void answersThatCameLaterAreAskedAboutAnew() {
        next(0);
        append("gist.1", 1, 1, 0, "left");
        append("gist.1", 1, 2, 0, "right");
        append("", 0, 2, 1, "answer 2");

        ReduceLevel again = next(1);

        assertThat(again.level()).isEqualTo(1);
        assertThat(prompts(1)).containsExactly("Of answer 1\n\nanswer 2\n\nanswer 3", "Of answer 4\n\nanswer 5");
        append("gist.1.1", 1, 1, 1, "left");
        append("gist.1.1", 1, 2, 1, "right");
        assertThat(next(1).level()).isEqualTo(2);
    }

    @Test
    void knowsTheWorstCaseOfItsSlices() {
        next(0);

        assertThat(planner().slices(BATCH, 1))
                .allSatisfy(slice -> assertThat(slice.worst()).isGreaterThan(NanoUsd.ZERO));
    }

    private ReduceLevel next(int round) {
        return new ReduceActivityImpl(
                        store, log, OnePool.without(null), new TokenEstimate(), () -> {}, Clock.systemUTC())
                .next(BATCH, round);
    }

    private List<String> prompts(int shard) {
        List<String> prompts = new ArrayList<>();
        for (Slice slice : planner().slices(BATCH, shard)) {
            for (RequestLine request : new LevelFiles(store).read(BATCH, slice)) {
                prompts.add(request.body().at("/messages/0/content").asText());
            }
        }
        return prompts;
    }

    /**
     * @param stage empty for the batch's own results
     * @param answer null = a dead letter
     */
    private void append(String stage, int shard, long line, int round, @Nullable String answer) {
        Result.Response response = answer == null
                ? null
                : new Result.Response(200, "r", "{\"choices\":[{\"message\":{\"content\":\"%s\"}}]}".formatted(answer));
        Result.Error error = answer == null ? new Result.Error("invalid_response", "no") : null;
        Result result = Result.builder(line, "request-" + line)
                .response(response)
                .error(error)
                .attempts(1)
                .latencyMs(5)
                .round(round)
                .build();
        (stage.isEmpty() ? log : log.stage(stage)).append(BATCH, shard, result).join();
    }
}
