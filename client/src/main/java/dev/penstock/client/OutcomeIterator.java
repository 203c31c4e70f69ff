package dev.penstock.client;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.store.FollowedResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A batch's outcomes in the order in which they complete; asks for more until the batch has ended. */
final class OutcomeIterator implements Iterator<RequestOutcome> {
    /** The store tells nobody of what is new, so it is asked. */
    private static final Duration EVERY = Duration.ofMillis(200);

    private final BatchHandle batch;
    private final FollowedResults results;
    private final Runnable atEnd;
    private final Deque<String> lines = new ArrayDeque<>();

    /**
     * @param atEnd throws what the batch failed with
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
                // Asked first: what is written before the end is then read after it.
                running = batch.isRunning();
                lines.addAll(results.readSome());
                if (lines.isEmpty() && running) {
                    Thread.sleep(EVERY);
                }
            }
            if (lines.isEmpty()) {
                // A batch that was refused, cancelled or failed is not one that merely had nothing more to say.
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
