package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.BatchId;
import dev.penstock.formats.InputSource;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.input.InputLocation;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.util.Optional;

/** Detects that a batch id was already used for a different input. */
final class InputConflict {
    /** The number of a digest's characters shown, enough to tell digests apart. */
    private static final int SHOWN = 10;

    private InputConflict() {}

    /**
     * Returns a sentence for the user; empty for the same input, wherever its file lies, and for a batch without
     * results.
     */
    static Optional<String> find(Store store, BatchId id, InputLocation input) throws IOException {
        Optional<StoredPlan> plan = store.hasResults(id) ? new PlanFiles(store).find(id) : Optional.empty();
        String made = plan.map(StoredPlan::sha256).orElse(null);
        if (made == null
                || input.address().equals(store.locate(id, BatchFile.INPUT).toString())) {
            return Optional.empty();
        }
        String asked = new InputSource(input).sha256(() -> {});
        if (made.equals(asked)) {
            return Optional.empty();
        }
        return Optional.of(
                "batch '%s' was made from %s (sha256 %s…), but %s has other content (%s…): choose another --id;"
                                .formatted(
                                        id,
                                        plan.get().spec().input(),
                                        made.substring(0, SHOWN),
                                        input,
                                        asked.substring(0, SHOWN))
                        + " `penstock results %s` prints the batch's results".formatted(id));
    }
}
