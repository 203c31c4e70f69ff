package dev.penstock.store.input;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps, for each batch, the inputs that somebody who may write to the store has submitted. Whoever can reach the Temporal
 * server can start a batch with any path as its input; who cannot write here reads nothing with the worker's rights.
 */
public final class InputGrants {
    /** The most inputs that are kept of one batch: those that a batch was submitted with last. */
    private static final int KEPT = 16;

    private final Store store;
    private final StoredJson<String[]> grants;

    public InputGrants(Store store) {
        this.store = store;
        this.grants = new StoredJson<>(store, BatchFile.INPUTS, String[].class);
    }

    /** Allows a batch to read this input; to be called before the batch is started. */
    public void grant(BatchId batch, String input) throws IOException {
        new KeptInputs(store).use(batch, input);
        List<String> inputs = new ArrayList<>(inputs(batch));
        if (inputs.contains(input)) {
            return;
        }
        inputs.add(input);
        grants.write(
                batch,
                inputs.subList(Math.max(0, inputs.size() - KEPT), inputs.size()).toArray(String[]::new));
    }

    /** Returns whether a batch may read this input wherever it lies. */
    public boolean has(BatchId batch, String input) throws IOException {
        return inputs(batch).contains(input);
    }

    private List<String> inputs(BatchId batch) throws IOException {
        return grants.find(batch).map(List::of).orElse(List.of());
    }
}
