package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Translates a message batch into OpenAI's batch object. */
final class BatchObject {
    private BatchObject() {}

    static ObjectNode translate(JsonNode batch) {
        JsonNode counts = batch.path("request_counts");
        ObjectNode translated = JsonNodeFactory.instance.objectNode();
        translated.set("id", batch.path("id"));
        translated.put("object", "batch").put("status", status(batch)).put("created_at", createdAt(batch));
        translated.set("input_file_id", batch.path("id"));
        if (isEnded(batch)) {
            translated.set("output_file_id", batch.path("id"));
        }
        translated
                .putObject("request_counts")
                .put("total", requests(batch))
                .put("completed", counts.path("succeeded").asLong(0))
                .put("failed", counts.path("errored").asLong(0));
        return translated;
    }

    static boolean isEnded(JsonNode batch) {
        return batch.path("processing_status").asText("").equals("ended");
    }

    /** Returns how many requests a batch has: each is counted once, in one state or another. */
    static long requests(JsonNode batch) {
        long sum = 0;
        for (JsonNode count : batch.path("request_counts")) {
            sum += count.asLong(0);
        }
        return sum;
    }

    /** Returns when a batch was created, in seconds since 1970. */
    static long createdAt(JsonNode batch) {
        try {
            return OffsetDateTime.parse(batch.path("created_at").asText("")).toEpochSecond();
        } catch (DateTimeException e) {
            return Instant.MAX.getEpochSecond();
        }
    }

    private static String status(JsonNode batch) {
        if (!isEnded(batch)) {
            return batch.path("processing_status").asText("").equals("canceling") ? "cancelling" : "in_progress";
        }
        if (batch.at("/request_counts/canceled").asLong(0) > 0) {
            return "cancelled";
        }
        return batch.at("/request_counts/expired").asLong(0) > 0 ? "expired" : "completed";
    }
}
