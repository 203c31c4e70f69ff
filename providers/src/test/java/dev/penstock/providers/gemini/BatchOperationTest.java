package dev.penstock.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.JsonText;
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
}
