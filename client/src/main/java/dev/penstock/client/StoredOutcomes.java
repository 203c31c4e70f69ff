package dev.penstock.client;

import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the outcomes of an ended batch from the store. */
final class StoredOutcomes {
    /** The error code of requests that were never called because the first failure cancelled the batch. */
    private static final String CANCELLED = "batch_cancelled";

    private StoredOutcomes() {}

    /** Returns the outcomes in the order of the requests. */
    static List<RequestOutcome> of(Store store, RequestBatch requests) {
        Map<String, RequestOutcome> byId = new HashMap<>();
        for (BatchFile file : List.of(BatchFile.OUTPUT, BatchFile.ERRORS)) {
            read(store, requests, file, outcome -> byId.put(outcome.customId(), outcome));
        }
        return requests.customIds().stream()
                .map(id -> Objects.requireNonNull(byId.get(id), () -> "no outcome of " + id))
                .toList();
    }

    static RequestOutcome firstGivenUpOn(Store store, RequestBatch requests) {
        Map<Boolean, RequestOutcome> found = new HashMap<>();
        read(store, requests, BatchFile.ERRORS, outcome -> {
            RequestOutcome unused = found.putIfAbsent(CANCELLED.equals(outcome.errorCode()), outcome);
        });
        return Optional.ofNullable(found.get(false))
                .or(() -> Optional.ofNullable(found.get(true)))
                .orElseThrow(() -> new NoSuchElementException("batch " + requests.id() + " has no dead letter"));
    }

    /** Whether the batch has completed, so that each request has an outcome. */
    static boolean areWhole(Store store, RequestBatch requests) {
        try {
            return new StoredBatches(store)
                    .result(requests.id())
                    .filter(result -> result.status() == BatchState.COMPLETED)
                    .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Store store, RequestBatch requests, BatchFile file, Consumer<RequestOutcome> each) {
        try {
            Optional<InputStream> found = store.find(requests.id(), file);
            if (found.isEmpty()) {
                return;
            }
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(found.get(), StandardCharsets.UTF_8))) {
                lines.lines().map(RequestOutcome::of).forEach(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
