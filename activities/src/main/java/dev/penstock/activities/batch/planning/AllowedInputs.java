package dev.penstock.activities.batch.planning;

import dev.penstock.contracts.BatchId;
import dev.penstock.formats.InputSource;
import dev.penstock.formats.UnreadableInputException;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.input.InputGrants;
import dev.penstock.store.input.InputRoots;
import java.io.IOException;

/** Decides which input a batch may read: the submitted one, its own copy, and otherwise only files below some folders. */
public final class AllowedInputs {
    private final Store store;
    private final InputRoots roots;
    private final InputGrants grants;

    public AllowedInputs(Store store, InputRoots roots) {
        this.store = store;
        this.roots = roots;
        this.grants = new InputGrants(store);
    }

    /**
     * Returns the input's source.
     *
     * @throws UnreadableInputException when the batch may not read it
     */
    InputSource source(BatchId batch, String input) throws IOException {
        InputSource source = InputSource.of(input);
        return isOwnCopy(batch, input) || grants.has(batch, input) ? source : source.below(roots);
    }

    /**
     * Returns whether the input is the batch's stored copy, whose requests are complete: model, template and format were
     * applied when it was made.
     */
    boolean isOwnCopy(BatchId batch, String input) {
        return input.equals(store.locate(batch, BatchFile.INPUT).toString());
    }
}
