package dev.penstock.store;

import dev.penstock.contracts.BatchId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A file that each batch has at most one of, and that holds one JSON value.
 *
 * @param type the type of the value
 */
public record StoredJson<T>(Store store, BatchFile file, Class<T> type) {
    /**
     * Reads a batch's value; empty if the batch has none.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException if the file is broken
     */
    public Optional<T> find(BatchId batch) throws IOException {
        Optional<InputStream> found = store.find(batch, file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(Json.MAPPER.readValue(in, type));
        }
    }

    /** Writes a batch's value, replacing an earlier one; readers see either the old one or all of the new. */
    public void write(BatchId batch, T value) throws IOException {
        try (AtomicFile draft = store.create(batch, file)) {
            draft.write(Json.MAPPER.writeValueAsBytes(value));
            draft.publish();
        }
    }
}
