package dev.penstock.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.FileId;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import dev.penstock.store.Upload;
import dev.penstock.store.UploadedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A list of requests, written as the input of a batch.
 *
 * @param id derived from the requests' content, so that submitting equal requests again finds their batch
 */
record RequestBatch(BatchId id, List<String> customIds, byte[] lines) {
    /** Writes maps with sorted keys, so that equal requests give equal lines and so the same batch id. */
    private static final ObjectWriter IN_ORDER = Json.MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private static final int DIGEST_LENGTH = 20;
    private static final Duration KEPT = Duration.ofDays(30);

    static RequestBatch of(List<Request> requests) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one request");
        }
        List<String> customIds = IntStream.range(0, requests.size())
                .mapToObj(index -> customId(requests.get(index), index))
                .toList();
        StringBuilder lines = new StringBuilder();
        for (int index = 0; index < requests.size(); index++) {
            lines.append(line(customIds.get(index), requests.get(index))).append('\n');
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        ContentDigest digest = new ContentDigest();
        digest.add(lines.toString());
        return new RequestBatch(new BatchId("requests-" + digest.hex().substring(0, DIGEST_LENGTH)), customIds, bytes);
    }

    /** Returns these requests as another batch, whose id has this ending. */
    RequestBatch named(String ending) {
        return new RequestBatch(new BatchId(id + ending), customIds, lines);
    }

    /** Uploads the requests to the store, and returns the URI at which workers read them. */
    URI store(Store store) {
        try (Upload upload = store.uploads().begin()) {
            FileId file = upload.id();
            upload.write(lines);
            Instant now = Instant.now();
            upload.publish(new UploadedFile(file, id + ".jsonl", "batch", lines.length, now, now.plus(KEPT), null));
            return store.uploads().locate(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the requests cannot be written to the store", e);
        }
    }

    private static String customId(Request request, int index) {
        String given = request.customId();
        return given == null ? "request-" + (index + 1) : given;
    }

    private static String line(String customId, Request request) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("custom_id", customId);
        line.put("method", "POST");
        line.put("url", request.url());
        line.put("body", request.body());
        try {
            return IN_ORDER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "request %s cannot be written as JSON: %s".formatted(customId, e.getOriginalMessage()), e);
        }
    }
}
