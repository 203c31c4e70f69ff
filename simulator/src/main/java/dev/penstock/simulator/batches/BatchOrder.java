package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.InvalidCall;
import java.time.Instant;

/** The parameters with which a client created a batch. */
record BatchOrder(
        String id,
        StoredFile input,
        LineFormat lines,
        String endpoint,
        String window,
        JsonNode metadata,
        Instant createdAt) {
    private static final int MOST_PAIRS = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;

    static BatchOrder read(JsonNode body, LineFormat lines, FileRegistry files, String id, Instant now) {
        String window = body.path("completion_window").asText("");
        if (!window.equals("24h")) {
            throw new InvalidCall(
                    "Invalid value for 'completion_window': only '24h' is supported.", "completion_window");
        }
        JsonNode metadata = body.path("metadata");
        metadata.properties().forEach(pair -> {
            if (pair.getKey().length() > LONGEST_KEY
                    || pair.getValue().asText("").length() > LONGEST_VALUE
                    || metadata.size() > MOST_PAIRS) {
                throw new InvalidCall(
                        "Invalid 'metadata': at most 16 pairs, with keys of 64 and values of 512 characters at most.",
                        "metadata");
            }
        });
        StoredFile input = files.get(body.path("input_file_id").asText(""));
        return new BatchOrder(id, input, lines, body.path("endpoint").asText(""), window, metadata, now);
    }
}
