package dev.penstock.client;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.store.FollowedResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Iterates over a batch's outcomes in order of completion, polling the store until the batch has ended. */
final class OutcomeIterator implements Iterator<RequestOutcome> {
    private final BatchHandle batch;
    private final FollowedResults results;
    private final Runnable atEnd;
    private final Deque<String> lines = new ArrayDeque<>();

    /**
     * @param atEnd throws the failure of a batch that did not complete
     */
    OutcomeIterator(BatchHandle batch, FollowedResults results, Runnable atEnd) {
        this.atEnd = atEnd;
        this.batch = batch;
        this.results = results;
    }

    @Override
    public boolean hasNext() {
        try {
            boolean running = true;
            while (lines.isEmpty() && running) {
                // The state is read first, so that every result written before the end is read after it.
                running = batch.isRunning();
                lines.addAll(results.readSome());
                if (lines.isEmpty() && running) {
                    // The store has no notifications, so it is polled.
                    Thread.sleep(results.pause());
                }
            }
            if (lines.isEmpty()) {
                // A refused, cancelled or failed batch must throw, and not look like a batch without further outcomes.
                atEnd.run();
            }
            return !lines.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public RequestOutcome next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return RequestOutcome.of(lines.removeFirst());
    }
}
