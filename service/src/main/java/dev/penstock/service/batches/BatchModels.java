package dev.penstock.service.batches;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.BatchId;
import dev.penstock.service.ApiBackend;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Finds the model that all requests of a batch use, in the batch's plan. */
@Singleton
final class BatchModels {
    private final Store store;
    private final ConcurrentMap<BatchId, Optional<String>> known = new ConcurrentHashMap<>();

    BatchModels(ApiBackend backend) {
        this.store = backend.store();
    }

    /** Returns the model of all requests; empty until the batch is planned, and when requests use several models. */
    Optional<String> find(BatchId batch) throws IOException {
        Optional<String> before = known.get(batch);
        if (before != null) {
            return before;
        }
        Optional<InputStream> plan = store.find(batch, BatchFile.PLAN);
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = plan.get()) {
            JsonNode model = Json.MAPPER.readTree(in).path("model");
            Optional<String> found = Optional.ofNullable(model.textValue());
            known.put(batch, found);
            return found;
        }
    }
}
