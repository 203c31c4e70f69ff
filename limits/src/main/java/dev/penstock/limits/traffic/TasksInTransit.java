package dev.penstock.limits.traffic;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Counts the requests of tasks that this process has taken from a pool's queue and that have not reached the rate limiter. */
public final class TasksInTransit {
    private static final double WEIGHT_OF_NEWEST = 0.25;

    /** Longer than a task takes from the queue to the code that runs the task. */
    private static final long LONGEST_WAY_NANOS = Duration.ofSeconds(1).toNanos();

    private final AtomicInteger requests = new AtomicInteger();
    private final LongSupplier nanoClock;
    private int tasksNotBegun;
    private long receivedAt;
    private double requestsPerTask = 1;

    public TasksInTransit(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Counts a task that was received and has not begun; until it begins, it counts as an average one. */
    public synchronized void taskReceived() {
        tasksNotBegun++;
        receivedAt = nanoClock.getAsLong();
    }

    /** Counts the requests of a task that begins; to be closed when the task ends. */
    public synchronized Requests taskBegins(int requestsOfTask) {
        requestsPerTask += (requestsOfTask - requestsPerTask) * WEIGHT_OF_NEWEST;
        tasksNotBegun = Math.max(0, tasksNotBegun - 1);
        requests.addAndGet(requestsOfTask);
        return new Requests(requestsOfTask);
    }

    /** Returns how many requests are on their way to the rate limiter. */
    public synchronized int requests() {
        // Some tasks never begin, because their input cannot be read.
        if (tasksNotBegun > 0 && nanoClock.getAsLong() - receivedAt > LONGEST_WAY_NANOS) {
            tasksNotBegun = 0;
        }
        return requests.get() + (int) Math.ceil(tasksNotBegun * requestsPerTask);
    }

    /** Returns how many requests a task has on average; the latest tasks count most. */
    public synchronized double requestsPerTask() {
        return requestsPerTask;
    }

    /** The requests of one task. */
    public final class Requests implements AutoCloseable {
        private final AtomicInteger left;

        private Requests(int requests) {
            left = new AtomicInteger(requests);
        }

        /** Counts one request that has reached the rate limiter, or never will. */
        public void arrived() {
            if (left.getAndUpdate(before -> Math.max(0, before - 1)) > 0) {
                requests.decrementAndGet();
            }
        }

        /** Counts one request that was counted as arrived and has to wait elsewhere before it gets to the rate limiter. */
        public void departed() {
            left.incrementAndGet();
            requests.incrementAndGet();
        }

        @Override
        public void close() {
            requests.addAndGet(-left.getAndSet(0));
        }
    }
}
