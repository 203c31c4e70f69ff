package dev.penstock.store.input;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps, for each batch, the inputs that somebody who may write to the store has submitted. Whoever can reach the Temporal
 * server can start a batch with any path as its input; who cannot write here reads nothing with the worker's rights.
 */
public final class InputGrants {
    /** The most inputs that are kept of one batch: those that a batch was submitted with last. */
    private static final int KEPT = 16;

    private static final TypeReference<List<String>> INPUTS = new TypeReference<>() {};

    private final Store store;

    public InputGrants(Store store) {
        this.store = store;
    }

    /** Allows a batch to read this input; to be called before the batch is started. */
    public void grant(BatchId batch, String input) throws IOException {
        new KeptInputs(store).use(batch, input);
        List<String> inputs = new ArrayList<>(inputs(batch));
        if (inputs.contains(input)) {
            return;
        }
        inputs.add(input);
        try (AtomicFile draft = store.create(batch, BatchFile.INPUTS)) {
            draft.write(
                    Json.MAPPER.writeValueAsBytes(inputs.subList(Math.max(0, inputs.size() - KEPT), inputs.size())));
            draft.publish();
        }
    }

    /** Returns whether a batch may read this input wherever it lies. */
    public boolean has(BatchId batch, String input) throws IOException {
        return inputs(batch).contains(input);
    }

    private List<String> inputs(BatchId batch) throws IOException {
        Optional<InputStream> found = store.find(batch, BatchFile.INPUTS);
        if (found.isEmpty()) {
            return List.of();
        }
        try (InputStream in = found.get()) {
            return Json.MAPPER.readValue(in, INPUTS);
        }
    }
}
