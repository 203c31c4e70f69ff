package dev.penstock.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Reads a long-running operation of Google's API as a batch of OpenAI's. The form of operations is that of ai.google.dev/api/batch-api
 * and of google-genai's {@code Batches}; that a list has the input file is seen in flachesis/gemini-rust#13.
 */
final class BatchOperation {
    private static final Duration RESULTS_FOLLOW = Duration.ofHours(1);
    private static final Duration LONGEST_RUN = Duration.ofDays(2);

    private BatchOperation() {}

    static ObjectNode translate(JsonNode operation) {
        return translate(operation, Instant.now());
    }

    static ObjectNode translate(JsonNode operation, Instant now) {
        JsonNode metadata = operation.path("metadata");
        JsonNode stats = metadata.path("batchStats");
        String results = firstText(operation.at("/response/responsesFile"), metadata.at("/output/responsesFile"));
        ObjectNode batch = JsonText.MAPPER
                .createObjectNode()
                .put("id", firstText(operation.path("name"), metadata.path("name")))
                .put("object", "batch")
                .put("status", status(operation, metadata, !results.isEmpty(), now))
                .put("input_file_id", metadata.at("/inputConfig/fileName").asText(""));
        long created = seconds(metadata.path("createTime"));
        if (created > 0) {
            batch.put("created_at", created);
        }
        if (!results.isEmpty()) {
            batch.put("output_file_id", results);
        }
        ObjectNode counts = batch.putObject("request_counts")
                .put("total", stats.path("requestCount").asLong())
                .put("failed", stats.path("failedRequestCount").asLong());
        succeeded(stats).ifPresent(count -> counts.put("completed", count));
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
    private static String status(JsonNode operation, JsonNode metadata, boolean hasResults, Instant now) {
        String state = metadata.path("state").asText("").toUpperCase(Locale.ROOT);
        return switch (state.replaceFirst("^(BATCH|JOB)_STATE_", "")) {
            case "SUCCEEDED", "PARTIALLY_SUCCEEDED" ->
                hasResults || isSettled(operation, now) ? "completed" : "finalizing";
            case "FAILED" -> "failed";
            case "CANCELLED" -> "cancelled";
            case "EXPIRED" -> "expired";
            default -> {
                if (operation.path("error").isObject()) {
                    yield "failed";
                }
                boolean isPending = state.endsWith("PENDING") || state.endsWith("QUEUED");
                yield operation.path("done").asBoolean() ? "completed" : isPending ? "validating" : "in_progress";
            }
        };
    }

    /** Returns whether a batch ended so long ago that its file of results does not come any more. */
    private static boolean isSettled(JsonNode operation, Instant now) {
        JsonNode metadata = operation.path("metadata");
        long created = seconds(metadata.path("createTime"));
        long updated = seconds(metadata.path("updateTime"));
        long ended = seconds(metadata.path("endTime"));
        if (ended == 0 && updated > created) {
            ended = updated;
        } else if (ended == 0 && created > 0) {
            // A time of update that never changes says nothing; no batch runs longer.
            ended = created + LONGEST_RUN.toSeconds();
        }
        return ended == 0
                ? operation.path("done").asBoolean()
                : now.getEpochSecond() - ended > RESULTS_FOLLOW.toSeconds();
    }

    /** Returns how many requests succeeded; empty if the statistics do not tell. Google's JSON may leave out what is zero. */
    private static OptionalLong succeeded(JsonNode stats) {
        long total = stats.path("requestCount").asLong();
        long others = stats.path("failedRequestCount").asLong()
                + stats.path("pendingRequestCount").asLong();
        if (stats.has("successfulRequestCount")) {
            return OptionalLong.of(stats.path("successfulRequestCount").asLong());
        }
        return total > 0 && others >= total ? OptionalLong.of(0) : OptionalLong.empty();
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
