package dev.penstock.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/**
 * Reads a long-running operation of Google's API as a batch of OpenAI's. The form of operations is that of ai.google.dev/api/batch-api
 * and of google-genai's {@code Batches}; that a list has the input file is seen in flachesis/gemini-rust#13.
 */
final class BatchOperation {
    private BatchOperation() {}

    static ObjectNode translate(JsonNode operation) {
        JsonNode metadata = operation.path("metadata");
        JsonNode stats = metadata.path("batchStats");
        String results = firstText(operation.at("/response/responsesFile"), metadata.at("/output/responsesFile"));
        ObjectNode batch = JsonText.MAPPER
                .createObjectNode()
                .put("id", firstText(operation.path("name"), metadata.path("name")))
                .put("object", "batch")
                .put("status", status(operation, metadata, !results.isEmpty()))
                .put("input_file_id", metadata.at("/inputConfig/fileName").asText(""));
        long created = seconds(metadata.path("createTime"));
        if (created > 0) {
            batch.put("created_at", created);
        }
        if (!results.isEmpty()) {
            batch.put("output_file_id", results);
        }
        batch.putObject("request_counts")
                .put("total", stats.path("requestCount").asLong())
                .put("completed", stats.path("successfulRequestCount").asLong())
                .put("failed", stats.path("failedRequestCount").asLong());
        JsonNode error = operation.path("error");
        if (error.isObject()) {
            batch.putObject("errors")
                    .putArray("data")
                    .addObject()
                    .put("code", error.path("code").asText(""))
                    .put("message", error.path("message").asText(""));
        }
        return batch;
    }

    /** Returns the status; a batch that has succeeded may lack its file of results for a while (tidyverse/ellmer#926). */
    private static String status(JsonNode operation, JsonNode metadata, boolean hasResults) {
        String state = metadata.path("state").asText("").toUpperCase(Locale.ROOT);
        return switch (state.replaceFirst("^(BATCH|JOB)_STATE_", "")) {
            case "SUCCEEDED", "PARTIALLY_SUCCEEDED" -> hasResults ? "completed" : "finalizing";
            case "FAILED" -> "failed";
            case "CANCELLED" -> "cancelled";
            case "EXPIRED" -> "expired";
            case "PENDING", "QUEUED" -> "validating";
            default -> operation.path("error").isObject() ? "failed" : "in_progress";
        };
    }

    private static String firstText(JsonNode first, JsonNode second) {
        String text = first.asText("");
        return text.isEmpty() ? second.asText("") : text;
    }

    private static long seconds(JsonNode time) {
        try {
            return time.isTextual() ? Instant.parse(time.textValue()).getEpochSecond() : 0;
        } catch (DateTimeException unreadable) {
            return 0;
        }
    }
}
