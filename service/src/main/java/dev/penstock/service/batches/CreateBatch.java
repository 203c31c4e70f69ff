package dev.penstock.service.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.service.RequestJson;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.service.files.FileExpiry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/batches}.
 *
 * @param outputSeconds how long the output files are kept, in seconds; null = forever
 */
record CreateBatch(
        String inputFileId,
        String endpoint,
        String completionWindow,
        @Nullable Map<String, String> metadata,
        @Nullable Long outputSeconds) {
    private static final Set<String> ENDPOINTS = Set.of(
            "/v1/chat/completions",
            "/v1/completions",
            "/v1/embeddings",
            "/v1/images/generations",
            "/v1/messages",
            "/v1/moderations",
            "/v1/responses");
    private static final int MOST_PAIRS = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;

    static CreateBatch of(RequestJson json) {
        return new CreateBatch(
                json.text("input_file_id"),
                endpoint(json.text("endpoint")),
                json.text("completion_window"),
                json.findObject("metadata").map(CreateBatch::metadata).orElse(null),
                json.findObject("output_expires_after")
                        .map(CreateBatch::outputSeconds)
                        .orElse(null));
    }

    boolean isSameAs(BatchRecord record) {
        return inputFileId.equals(record.inputFileId())
                && endpoint.equals(record.endpoint())
                && completionWindow.equals(record.completionWindow())
                && Objects.equals(metadata, record.metadata())
                && Objects.equals(outputSeconds, record.outputSeconds());
    }

    private static String endpoint(String given) {
        if (!ENDPOINTS.contains(given)) {
            throw ApiFailure.invalid(
                    "endpoint must be one of "
                            + String.join(", ", ENDPOINTS.stream().sorted().toList()),
                    "endpoint",
                    null);
        }
        return given;
    }

    private static Map<String, String> metadata(ObjectNode given) {
        if (given.size() > MOST_PAIRS) {
            throw wrong("metadata may have at most 16 pairs");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> pair : given.properties()) {
            if (pair.getKey().length() > LONGEST_KEY) {
                throw wrong("a key of metadata may have at most 64 characters");
            }
            if (!pair.getValue().isTextual()) {
                throw wrong("the values of metadata must be strings");
            }
            if (pair.getValue().textValue().length() > LONGEST_VALUE) {
                throw wrong("a value of metadata may have at most 512 characters");
            }
            metadata.put(pair.getKey(), pair.getValue().textValue());
        }
        return metadata;
    }

    private static Long outputSeconds(ObjectNode given) {
        JsonNode seconds = given.path("seconds");
        if (!"created_at".equals(given.path("anchor").textValue())
                || !seconds.isIntegralNumber()
                || !FileExpiry.isAllowed(seconds.longValue())) {
            throw ApiFailure.invalid(
                    "output_expires_after needs the anchor created_at and seconds from 3600 to 2592000",
                    "output_expires_after",
                    null);
        }
        return seconds.longValue();
    }

    private static ApiFailure wrong(String message) {
        return ApiFailure.invalid(message, "metadata", null);
    }
}
