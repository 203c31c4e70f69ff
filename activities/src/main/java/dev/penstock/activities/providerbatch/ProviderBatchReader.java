package dev.penstock.activities.providerbatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.PrintableText;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the provider's JSON of a batch. */
final class ProviderBatchReader {
    private static final int LONGEST = 500;

    private ProviderBatchReader() {}

    static ProviderBatch of(JsonNode batch) {
        JsonNode counts = batch.path("request_counts");
        JsonNode error = batch.at("/errors/data/0");
        String code = error.path("code").asText("");
        String message = error.path("message").asText("");
        return new ProviderBatch(
                batch.path("id").asText(),
                batch.path("status").asText("in_progress"),
                counts.path("total").asLong(),
                counts.path("completed").asLong(ProviderBatch.UNKNOWN),
                counts.path("failed").asLong(),
                id(batch, "output_file_id"),
                id(batch, "error_file_id"),
                error.isMissingNode() ? null : trouble(code, message, error.path("line")),
                // The workflow then waits, and orders again.
                ApiFailures.isTokenLimit(code, message) || isTooEarly(batch, Instant.EPOCH));
    }

    /** Returns whether a batch was created since a time and failed because the provider did not find the file, or was not done with it, which it has. */
    static boolean isTooEarly(JsonNode batch, Instant since) {
        return batch.path("status").asText("").equals("failed")
                && batch.path("created_at").asLong(Long.MAX_VALUE) >= since.getEpochSecond()
                && ApiFailures.isFileNotReady(batch.at("/errors/data/0/message").asText(""));
    }

    private static String trouble(String code, String message, JsonNode line) {
        String text = "%s%s: %s".formatted(code, line.isNumber() ? " (line " + line + " of the file)" : "", message);
        return PrintableText.shortened(text, LONGEST);
    }

    /** Returns the id of a file; absent, null and empty mean the same. */
    private static @Nullable String id(JsonNode batch, String name) {
        String id = batch.path(name).isTextual() ? batch.path(name).textValue() : "";
        return id.isEmpty() ? null : id;
    }
}
