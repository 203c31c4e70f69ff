package dev.penstock.store;

import dev.penstock.contracts.BatchId;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The mark in a batch's folder that says that the batch goes on although the provider refuses all its first requests alike. It is
 * kept in the store, because somebody may decide so when the batch is on hold for that.
 */
public record KeepGoingMark(Store store) {
    /** The option of the command line that sets the mark. */
    public static final String OPTION = "--keep-going";

    public void set(BatchId batch) throws IOException {
        try (AtomicFile mark = store.create(batch, BatchFile.KEEP_GOING)) {
            mark.publish();
        }
    }

    /**
     * Returns whether a batch goes on.
     *
     * @param isAboutRequests whether each refusal says that its request is wrong; then batches go on in any case that came through
     *     the API, where each wrong line has its error, as with OpenAI, and those whose dead letters are replayed
     */
    public boolean goesOn(BatchId batch, boolean isAboutRequests) {
        try {
            return store.has(batch, BatchFile.KEEP_GOING) || isAboutRequests && isExpected(batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isExpected(BatchId batch) throws IOException {
        return store.has(batch, BatchFile.ORDER) || store.has(batch, BatchFile.SUMMARY);
    }
}
