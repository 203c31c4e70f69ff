package dev.penstock.client;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.FailureReason;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.store.Store;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A batch that was submitted; it goes on without this program, too. */
public final class Batch {
    private final BatchHandle handle;
    private final Store store;

    Batch(BatchHandle handle, Store store) {
        this.handle = handle;
        this.store = store;
    }

    public BatchId id() {
        return handle.id();
    }

    /** How far it is; needs a worker that runs. */
    public BatchProgress progress() {
        return handle.progress();
    }

    /** Its progress, twice a second until its end. */
    public Flow.Publisher<BatchProgress> watch() {
        return new ProgressPublisher(handle);
    }

    /**
     * Outcomes as they complete, those of before this call first; waits for the next, and ends with the batch, by the
     * exceptions of {@link #await} if it does not end well.
     */
    public Stream<RequestOutcome> outcomes() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new OutcomeIterator(handle, store.follow(id()), this::await),
                        Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    /**
     * Waits for its end.
     *
     * @throws IllegalArgumentException when it was refused before anything was called, with all that was wrong
     * @throws WorkflowFailedException when it was cancelled, or failed
     */
    public BatchResult await() {
        try {
            return handle.result();
        } catch (WorkflowFailedException failure) {
            ApplicationFailure why = FailureReason.find(failure).orElse(null);
            if (why != null
                    && (FailureTypes.INVALID_INPUT.equals(why.getType())
                            || FailureTypes.INVALID_SPEC.equals(why.getType()))) {
                throw new IllegalArgumentException(why.getOriginalMessage(), failure);
            }
            throw failure;
        }
    }

    /** Running calls end; what is finished is kept. */
    public void cancel() {
        handle.cancel();
    }

    public void pause(String reason) {
        handle.pause(reason);
    }

    public void resume() {
        handle.resume();
    }
}
