package dev.penstock.activities.batch.planning;

import dev.penstock.contracts.BatchId;
import dev.penstock.formats.InputSource;
import dev.penstock.formats.UnreadableInputException;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.input.InputGrants;
import dev.penstock.store.input.InputRoots;
import dev.penstock.store.plan.PlanFiles;
import java.io.IOException;

/** Decides which input a batch may read: the submitted one, its own copy, and otherwise only files below some folders. */
public final class AllowedInputs {
    private final Store store;
    private final InputRoots roots;
    private final InputGrants grants;
    private final PlanFiles plans;

    public AllowedInputs(Store store, InputRoots roots) {
        this.store = store;
        this.roots = roots;
        this.grants = new InputGrants(store);
        this.plans = new PlanFiles(store);
    }

    /**
     * Returns the input's source.
     *
     * @throws UnreadableInputException when the batch may not read it, or came through the API and is packed
     */
    InputSource source(BatchId batch, String input) throws IOException {
        InputSource source = InputSource.of(input);
        InputSource allowed = isOwnCopy(batch, input) || grants.has(batch, input) || isPlanned(batch, source, input)
                ? source
                : source.below(roots);
        if (store.has(batch, BatchFile.ORDER)) {
            // A tenant's upload of some kilobytes could fill the disk, past the quota of its storage.
            allowed.refusePacked();
        }
        return allowed;
    }

    /**
     * Returns whether the batch was planned with this input before, as by a version that kept no grants. What lies below the
     * folders was perhaps allowed only there, and may have become a link since.
     */
    private boolean isPlanned(BatchId batch, InputSource source, String input) throws IOException {
        return source.location().path().filter(roots::name).isEmpty()
                && plans.find(batch)
                        .filter(plan -> plan.spec().input().equals(input))
                        .isPresent();
    }

    /**
     * Returns whether the input is the batch's stored copy, whose requests are complete: model, template and format were
     * applied when it was made.
     */
    boolean isOwnCopy(BatchId batch, String input) {
        return input.equals(store.locate(batch, BatchFile.INPUT).toString());
    }
}
