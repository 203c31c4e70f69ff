package dev.penstock.store.file;

import dev.penstock.store.file.GroupCommit.Append;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lines that wait to be written. The writer takes them in groups, of which each needs one fsync: a few lines wait a moment
 * for others, which spares a slow pool most of its fsyncs.
 */
final class AppendQueue {
    private static final Append WAKE_UP = new Append(Path.of(""), new byte[0], new CompletableFuture<>());

    /** How long lines wait for others: 20 ms made a pipeline of three stages of 300 ms 4 % slower, and spared little more. */
    private static final Duration GATHERING = Duration.ofMillis(2);

    /** Lines that do not wait for others; with more, calls would wait for the disk. */
    private static final int ENOUGH = 8;

    private final BlockingQueue<Append> waiting;
    private final LongSupplier nanoClock;
    private volatile boolean closed;

    AppendQueue(BlockingQueue<Append> waiting, LongSupplier nanoClock) {
        this.waiting = waiting;
        this.nanoClock = nanoClock;
    }

    /** Adds a line; returns false, and adds nothing, once the queue is closed. */
    boolean add(Append line) {
        // Atomic with close(), after which the writer would never take the line.
        synchronized (this) {
            return !closed && waiting.add(line);
        }
    }

    /** Lets the writer take what waits, and no more. */
    synchronized void close() {
        closed = true;
        waiting.add(WAKE_UP);
    }

    boolean isFinished() {
        return closed && waiting.isEmpty();
    }

    /**
     * Passes the lines of a group on as they come, so that they are written before others are waited for.
     *
     * @param atMost how long the first line is waited for
     */
    void takeGroup(Duration atMost, Consumer<List<Append>> writer) throws InterruptedException {
        Append first = waiting.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return;
        }
        long end = nanoClock.getAsLong() + GATHERING.toNanos();
        int taken = pass(first, writer);
        while (taken < ENOUGH && !closed) {
            Append next;
            try {
                next = waiting.poll(end - nanoClock.getAsLong(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // The group ends here, and the next one is interrupted instead.
                Thread.currentThread().interrupt();
                return;
            }
            if (next == null) {
                return;
            }
            taken += pass(next, writer);
        }
    }

    private int pass(Append first, Consumer<List<Append>> writer) {
        List<Append> lines = new ArrayList<>();
        lines.add(first);
        waiting.drainTo(lines);
        lines.remove(WAKE_UP);
        writer.accept(lines);
        return lines.size();
    }
}
