package dev.penstock.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.JsonText;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchOperationTest {
    /** The form that a user of the list has seen: flachesis/gemini-rust#13. */
    @Test
    void aBatchOfAListHasItsFileAndCounts() {
        JsonNode batch = BatchOperation.translate(JsonText.parse("""
                {"name":"batches/7h9w","metadata":{"@type":"type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch",
                 "model":"models/gemini-2.5-flash","displayName":"Example","inputConfig":{"fileName":"files/85nave4ld71j"},
                 "createTime":"2025-09-07T11:55:07.827892252Z","updateTime":"2025-09-07T11:55:07.827892252Z",
                 "batchStats":{"requestCount":"5","pendingRequestCount":"5"},"state":"BATCH_STATE_PENDING","name":"batches/7h9w"}}"""));

        assertThat(batch.path("id").asText()).isEqualTo("batches/7h9w");
        assertThat(batch.path("input_file_id").asText()).isEqualTo("files/85nave4ld71j");
        assertThat(batch.path("status").asText()).isEqualTo("validating");
        assertThat(batch.path("created_at").asLong()).isEqualTo(1757246107);
        assertThat(batch.at("/request_counts/total").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "BATCH_STATE_RUNNING, {}, in_progress",
        "JOB_STATE_RUNNING, {}, in_progress",
        "BATCH_STATE_SUCCEEDED, '{\"responsesFile\":\"files/batch-1\"}', completed",
        "JOB_STATE_SUCCEEDED, '{\"responsesFile\":\"files/batch-1\"}', completed",
        "BATCH_STATE_SUCCEEDED, {}, finalizing",
        "BATCH_STATE_FAILED, {}, failed",
        "BATCH_STATE_CANCELLED, {}, cancelled",
        "BATCH_STATE_EXPIRED, {}, expired",
        "SOMETHING_NEW, {}, in_progress"
    })
    void aStateIsAStatusAndASuccessHasResults(String state, String output, String status) {
        JsonNode batch = BatchOperation.translate(JsonText.parse(
                "{\"name\":\"batches/a\",\"metadata\":{\"state\":\"%s\",\"output\":%s}}".formatted(state, output)));

        assertThat(batch.path("status").asText()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"endTime\":\"2026-11-30T11:30:00Z\"', finalizing",
        "'\"endTime\":\"2026-11-30T10:59:00Z\"', completed",
        "'\"createTime\":\"2026-11-30T08:00:00Z\",\"updateTime\":\"2026-11-30T10:00:00Z\"', completed",
        "'\"createTime\":\"2026-11-30T08:00:00Z\",\"updateTime\":\"2026-11-30T08:00:00Z\"', finalizing",
        "'\"createTime\":\"2026-11-28T08:00:00Z\"', completed"
    })
    void aSuccessWithoutResultsEndsAfterAnHour(String times, String status) {
        JsonNode batch = BatchOperation.translate(
                JsonText.parse("{\"metadata\":{\"state\":\"BATCH_STATE_SUCCEEDED\",%s}}".formatted(times)),
                Instant.parse("2026-11-30T12:00:00Z"));

        assertThat(batch.path("status").asText()).isEqualTo(status);
    }

    @Test
    void whatIsDoneIsFinalWhateverItsState() {
        JsonNode batch =
                BatchOperation.translate(JsonText.parse("{\"done\":true,\"metadata\":{\"state\":\"SOMETHING_NEW\"}}"));

        assertThat(batch.path("status").asText()).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"requestCount\":\"5\",\"successfulRequestCount\":\"2\"', 2",
        "'\"requestCount\":\"5\",\"successfulRequestCount\":\"0\"', 0",
        "'\"requestCount\":\"5\",\"pendingRequestCount\":\"5\"', 0",
        "'\"requestCount\":\"5\"', -1",
        "'', -1"
    })
    void statisticsThatAreMissingAreNoZero(String stats, long completed) {
        JsonNode batch =
                BatchOperation.translate(JsonText.parse("{\"metadata\":{\"batchStats\":{%s}}}".formatted(stats)));

        assertThat(batch.at("/request_counts/completed").asLong(-1)).isEqualTo(completed);
    }
}
