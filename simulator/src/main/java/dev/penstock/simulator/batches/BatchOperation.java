package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import java.time.Instant;

/** Writes a batch as Google's long-running operation; counts are texts, as all 64-bit numbers of Google's JSON. */
final class BatchOperation {
    private static final String TYPE = "type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch";

    private BatchOperation() {}

    /**
     * @param batch a batch in OpenAI's form, with Gemini's names
     */
    static ObjectNode of(ObjectNode batch) {
        String name = batch.path("id").asText();
        String status = batch.path("status").asText();
        ObjectNode operation = SimulatorJson.object().put("name", name);
        ObjectNode metadata = operation.putObject("metadata");
        String created = time(batch.path("created_at"));
        metadata.put("@type", TYPE)
                .put("model", "models/simulated")
                .put("displayName", "")
                .put("createTime", created)
                .put("updateTime", created)
                .put("state", state(status))
                .put("name", name);
        metadata.putObject("inputConfig")
                .put("fileName", batch.path("input_file_id").asText());
        JsonNode counts = batch.path("request_counts");
        long done = counts.path("completed").asLong() + counts.path("failed").asLong();
        metadata.putObject("batchStats")
                .put("requestCount", counts.path("total").asText())
                .put("successfulRequestCount", counts.path("completed").asText())
                .put("failedRequestCount", counts.path("failed").asText())
                .put("pendingRequestCount", "" + (counts.path("total").asLong() - done));
        if (batch.has(status + "_at")) {
            metadata.put("endTime", time(batch.path(status + "_at")));
        }
        end(operation, metadata, status, batch);
        return operation;
    }

    private static void end(ObjectNode operation, ObjectNode metadata, String status, ObjectNode batch) {
        switch (status) {
            case "completed" -> {
                String file = batch.path("output_file_id").asText();
                metadata.putObject("output").put("responsesFile", file);
                operation.put("done", true).putObject("response").put("responsesFile", file);
            }
            case "cancelled" -> error(operation, 1, "The operation was cancelled.");
            case "expired" -> error(operation, 4, "The batch has expired.");
            case "failed" ->
                error(operation, 3, batch.at("/errors/data/0/message").asText());
            default -> {}
        }
    }

    private static void error(ObjectNode operation, int code, String message) {
        operation.put("done", true).putObject("error").put("code", code).put("message", message);
    }

    private static String state(String status) {
        return switch (status) {
            case "validating" -> "BATCH_STATE_PENDING";
            case "completed" -> "BATCH_STATE_SUCCEEDED";
            case "failed" -> "BATCH_STATE_FAILED";
            case "cancelled" -> "BATCH_STATE_CANCELLED";
            case "expired" -> "BATCH_STATE_EXPIRED";
            default -> "BATCH_STATE_RUNNING";
        };
    }

    private static String time(JsonNode seconds) {
        return Instant.ofEpochSecond(seconds.asLong()).toString();
    }
}
