package dev.penstock.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.CommonError;
import dev.penstock.client.batch.ListedBatch;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.LatencyHistogram;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.LaneProgress;
import dev.penstock.contracts.batch.LaneReport;
import dev.penstock.contracts.batch.PartProgress;
import dev.penstock.contracts.pipeline.StageTotal;
import dev.penstock.starter.BatchSchema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchJsonTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final BatchId ID = new BatchId("mine");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofSeconds(20));
    private static final Receipt RECEIPT = new Receipt(
            new Counts(90, 10, 3, 2, 1, 5, 4),
            new Usage(1000, 200, 500, 50),
            Cost.ofUsd(new BigDecimal("0.25")).plus(Cost.possiblyUsd(new BigDecimal("0.01"))),
            LatencyHistogram.of(List.of(10L, 20L, 400L)));
    private static final BatchDescription.Files FILES = new BatchDescription.Files("out.jsonl", "err.jsonl");

    @ParameterizedTest
    @EnumSource
    void everyStatusIsDocumented(BatchState status) {
        JsonNode batch = json(BatchDescription.withoutResults(ID, status, "so it is"));

        BatchSchema.assertHolds(batch);
        assertThat(batch.path("status").asText()).isEqualTo(status.toString());
    }

    @Test
    void aPausedPipelineTellsWhyItIsPausedAndWhatItsStagesDid() {
        BatchProgress progress = progress(BatchState.PAUSED, "the key was refused")
                .withStages(List.of(new StageTotal("extract", RECEIPT)))
                .withDuplicates(7L);

        JsonNode batch = json(BatchDescription.of(progress, LATER));

        BatchSchema.assertHolds(batch);
        assertThat(batch.path("paused_because").asText()).isEqualTo("the key was refused");
        assertThat(batch.path("held").asBoolean()).isTrue();
        assertThat(batch.path("wall_s").asDouble()).isEqualTo(20);
        assertThat(batch.path("requests_per_s").asDouble()).isEqualTo(5);
        assertThat(batch.path("duplicates").asInt()).isEqualTo(7);
        assertThat(batch.at("/stages/0/name").asText()).isEqualTo("extract");
        assertThat(batch.at("/stages/0/usage/cached_tokens").asInt()).isEqualTo(200);
    }

    @Test
    void aBatchAtTheProvidersBatchApiTellsWhatIsThere() {
        PartProgress part = new PartProgress(1, 50, "in_progress", 20, 1, null);
        LaneProgress lane = new LaneProgress(2, 1, 100, 60, 2, List.of(part), 500, "the pool's limit", LATER, null);

        JsonNode batch =
                json(BatchDescription.of(progress(BatchState.IN_PROGRESS, null).withLane(lane), LATER));

        BatchSchema.assertHolds(batch);
        assertThat(batch.at("/provider_batches/parts_done").asInt()).isEqualTo(1);
        assertThat(batch.at("/provider_batches/running/0/status").asText()).isEqualTo("in_progress");
    }

    @Test
    void anEndedBatchHasItsFilesAndWhatItsLanesCost() {
        LaneReport lanes = new LaneReport(60, 40, Cost.ofUsd(BigDecimal.ONE), Cost.UNKNOWN, Cost.NONE, Cost.NONE);
        BatchResult result = new BatchResult(
                ID, BatchState.EXPIRED, 120, RECEIPT, START, LATER, 0, "the deadline passed", "o", "e", lanes);

        JsonNode batch = json(BatchDescription.of(result, FILES));

        BatchSchema.assertHolds(batch);
        assertThat(batch.path("status").asText()).isEqualTo("expired");
        assertThat(batch.path("total").asInt()).isEqualTo(120);
        assertThat(batch.path("completed").asInt()).isEqualTo(90);
        assertThat(batch.path("possibly_cost_usd").decimalValue()).isEqualTo("0.01");
        assertThat(batch.path("reason").asText()).isEqualTo("the deadline passed");
        assertThat(batch.path("output").asText()).isEqualTo("out.jsonl");
        assertThat(batch.at("/lanes/online_usd").isNull()).isTrue();
    }

    @Test
    void anEndedBatchHasItsCommonestErrors() {
        BatchResult result =
                new BatchResult(ID, BatchState.COMPLETED, 100, RECEIPT, START, LATER, 0, null, "o", "e", null);
        List<CommonError> errors =
                List.of(new CommonError(7, 400, "too_long", "at most 10"), new CommonError(1, null, "lost", "no"));

        JsonNode batch = json(BatchDescription.of(result, FILES).withCommonErrors(errors));

        BatchSchema.assertHolds(batch);
        assertThat(batch.at("/common_errors/0/count").asInt()).isEqualTo(7);
        assertThat(batch.at("/common_errors/0/status_code").asInt()).isEqualTo(400);
        assertThat(batch.at("/common_errors/1/message").asText()).isEqualTo("no");
        assertThat(json(BatchDescription.of(result, FILES)).has("common_errors"))
                .isFalse();
    }

    @Test
    void aRunningBatchSaysWhatItsRequestsWaitFor() {
        BatchDescription running = BatchDescription.of(progress(BatchState.IN_PROGRESS, null), LATER);

        JsonNode batch = json(running.waitingFor(List.of("pool openai: outage, next probe in 20 s", "pool b: x")));

        BatchSchema.assertHolds(batch);
        assertThat(batch.path("waiting").asText()).isEqualTo("pool openai: outage, next probe in 20 s; pool b: x");
        assertThat(json(running.waitingFor(List.of())).has("waiting")).isFalse();
        assertThat(json(running.paused("by hand").waitingFor(List.of("pool b: x")))
                        .has("waiting"))
                .as("a paused batch waits for a person")
                .isFalse();
    }

    @Test
    void aBatchThatNoTemporalKnowsIsPausedAndHasNoFigures() {
        JsonNode batch = json(BatchDescription.of(ListedBatch.abandoned(ID)));

        BatchSchema.assertHolds(batch);
        assertThat(batch.path("status").asText()).isEqualTo("paused");
        assertThat(batch.path("total").isNull()).isTrue();
        assertThat(batch.has("completed")).isFalse();
    }

    @Test
    void aStoppedRunLeavesItsBatchPaused() {
        BatchDescription running = BatchDescription.of(progress(BatchState.IN_PROGRESS, null), LATER);

        JsonNode batch = json(running.paused("stopped by SIGTERM"));

        BatchSchema.assertHolds(batch);
        assertThat(batch.path("status").asText()).isEqualTo("paused");
        assertThat(batch.path("completed").asInt()).isEqualTo(90);
        assertThat(batch.path("possibly_cost_usd").decimalValue()).isEqualTo("0.01");
    }

    private static BatchProgress progress(BatchState state, @Nullable String paused) {
        return new BatchProgress(
                ID, state, 200, RECEIPT, List.of(3), START, paused, paused != null, null, BigDecimal.TEN);
    }

    private static JsonNode json(BatchDescription batch) {
        return JSON.valueToTree(batch);
    }
}
