package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PipelineBudgetTest extends PlanTestCase {
    private static final int LINES = 3;

    @Test
    void aSliceMayCostWhatAllItsStagesMayWithTheLongestEarlierAnswers() {
        Plan plan = planner().batch(BATCH, spec("gpt-4o-mini"));

        List<PlannedStage> stages = Objects.requireNonNull(plan.stages());
        long first = Objects.requireNonNull(stages.getFirst().worst()).value();
        long vote = Objects.requireNonNull(stages.getLast().worst()).value();
        // 100 tokens at 1.00 USD a million, the price of priority, and some for the prompt.
        assertThat(first).isBetween(100_000L, 150_000L);
        // Before its own 50 it may read those 100, at 0.25.
        assertThat(vote).isBetween(50_000L + 25_000L, 50_000L + 25_000L + 50_000L);
        assertThat(planner().slices(BATCH, 0).stream().map(Slice::worst))
                .allSatisfy(worst -> assertThat(Objects.requireNonNull(worst).value())
                        .isCloseTo(first + 2 * vote, org.assertj.core.data.Percentage.withPercentage(10)));
    }

    @Test
    void aStageWithoutAPriceIsNamed() {
        assertThatThrownBy(() -> planner().batch(BATCH, spec("priceless")))
                .hasMessageContaining("stage \"judge\": the cost of a call of model 'priceless' has no upper bound");
    }

    @Test
    void whatUnfinishedSlicesHaveCostInAnyStageIsKnownWhenABatchIsTakenUpAgain() {
        planner().batch(BATCH, spec("gpt-4o-mini"));
        log("extract", 1, "0.00001");
        log("judge.1", 1, "0.00002");
        log("extract", 2, "0.00004");

        Plan again = planner().batch(BATCH, spec("gpt-4o-mini"));

        assertThat(again.spent()).containsExactly(Map.entry(0, NanoUsd.of(70_000)));
        Map<Integer, NanoUsd> bySlice =
                new SpendingActivityImpl(store, log, OnePool.without(null)).ofShard(BATCH, 0, 0);
        assertThat(bySlice)
                .containsOnly(
                        Map.entry(0, NanoUsd.of(10_000)),
                        Map.entry(1, NanoUsd.of(20_000)),
                        Map.entry(3, NanoUsd.of(40_000)));
    }

    private BatchSpec spec(String judge) {
        String[] lines = new String[LINES];
        for (int i = 0; i < LINES; i++) {
            lines[i] = "{\"text\":\"some text " + i + "\"}";
        }
        return input("in.jsonl", lines)
                .with(SpecKey.SLICE, 1)
                .with(SpecKey.BUDGET_USD, BigDecimal.ONE)
                .with(
                        SpecKey.STAGES,
                        List.of(
                                Map.of(
                                        "name",
                                        "extract",
                                        "model",
                                        "gpt-4o-mini",
                                        "prompt",
                                        "{{input.text}}",
                                        "max_tokens",
                                        100),
                                Map.of(
                                        "name",
                                        "judge",
                                        "model",
                                        judge,
                                        "prompt",
                                        "{{extract}}?",
                                        "max_tokens",
                                        50,
                                        "kind",
                                        "vote",
                                        "samples",
                                        2)));
    }

    private void log(String stage, long line, String usd) {
        ResultLog part = log.stage(stage);
        part.append(
                        BATCH,
                        0,
                        Result.builder(line, "r")
                                .response(new Result.Response(200, "r", "{}"))
                                .attempts(1)
                                .latencyMs(5)
                                .costUsd(new BigDecimal(usd))
                                .build())
                .join();
    }
}
