package dev.penstock.activities.process;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs this process's periodic and delayed tasks: one thread for the time, and a virtual thread for each run, which may
 * block.
 */
public final class PeriodicTasks implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("penstock-pulse").factory());
    private final Duration every;

    public PeriodicTasks() {
        this(INTERVAL);
    }

    public PeriodicTasks(Duration every) {
        this.every = every;
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Runs a task every second, for the first time in a second, until the registration is closed. */
    public WorkerDrain.Registration every(Runnable beat) {
        return every(every, beat);
    }

    /** Runs a task at this interval, for the first time after one, until the registration is closed. */
    public WorkerDrain.Registration every(Duration interval, Runnable beat) {
        ScheduledFuture<?> beats = thread.scheduleAtFixedRate(
                () -> Thread.startVirtualThread(beat), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        return () -> beats.cancel(false);
    }

    public WorkerDrain.Registration after(Duration wait, Runnable action) {
        ScheduledFuture<?> once =
                thread.schedule(() -> Thread.startVirtualThread(action), wait.toNanos(), TimeUnit.NANOSECONDS);
        return () -> once.cancel(false);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
