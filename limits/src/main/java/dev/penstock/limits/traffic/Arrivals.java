package dev.penstock.limits.traffic;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests this process has taken from a pool's queue that are not at its gate yet. */
public final class Arrivals {
    private static final double WEIGHT_OF_NEWEST = 0.1;

    /** Longer than a task takes from the queue to the code that runs it. */
    private static final long COMING_AT_MOST_NANOS = Duration.ofSeconds(1).toNanos();

    private final AtomicInteger underWay = new AtomicInteger();
    private int coming;
    private long cameAt;
    private double requestsPerTask = 1;

    /** A task has come, of one request or more. */
    public synchronized void taskCame() {
        coming++;
        cameAt = System.nanoTime();
    }

    /** What a task that came holds; to be closed at its end. */
    public synchronized Group of(int requests) {
        requestsPerTask += (requests - requestsPerTask) * WEIGHT_OF_NEWEST;
        coming = Math.max(0, coming - 1);
        underWay.addAndGet(requests);
        return new Group(requests);
    }

    public synchronized int underWay() {
        // Some never begin, because their input cannot be read.
        if (coming > 0 && System.nanoTime() - cameAt > COMING_AT_MOST_NANOS) {
            coming = 0;
        }
        return underWay.get() + coming;
    }

    /** On average, the latest counting most. */
    public synchronized double requestsPerTask() {
        return requestsPerTask;
    }

    /** The requests of one task. */
    public final class Group implements AutoCloseable {
        private final AtomicInteger left;

        private Group(int requests) {
            left = new AtomicInteger(requests);
        }

        /** One is at the gate, or won't come. */
        public void arrived() {
            if (left.getAndUpdate(before -> Math.max(0, before - 1)) > 0) {
                underWay.decrementAndGet();
            }
        }

        @Override
        public void close() {
            underWay.addAndGet(-left.getAndSet(0));
        }
    }
}
