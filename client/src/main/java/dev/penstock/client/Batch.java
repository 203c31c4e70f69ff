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

/** A submitted batch: watch it, wait for it, and steer it. The batch keeps running when this program ends. */
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

    /** Returns the batch's current progress; needs a running worker to answer. */
    public BatchProgress progress() {
        return handle.progress();
    }

    /** Publishes the batch's progress twice a second until the batch ends. */
    public Flow.Publisher<BatchProgress> watch() {
        return new ProgressPublisher(handle);
    }

    /**
     * Streams outcomes as requests complete, starting with those that completed before this call. The stream blocks until
     * the next outcome, and ends with the batch; if the batch fails, reading throws the exceptions of {@link #await}.
     */
    public Stream<RequestOutcome> outcomes() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new OutcomeIterator(handle, store.follow(id()), this::await),
                        Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    /**
     * Waits for the end of the batch.
     *
     * @throws IllegalArgumentException when the batch was refused before any request was sent; the message lists the problems
     * @throws WorkflowFailedException when the batch was cancelled or failed
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

    /** Cancels the batch: calls under way end, and results of finished requests are kept. */
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
