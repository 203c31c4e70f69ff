package dev.penstock.store.s3.object;

import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries in groups, one group after another: what comes while a group is written waits for the next one. Groups begin
 * some time after each other, because each is a request that costs something.
 */
public final class GroupWriter<E> {
    private static final Logger log = LoggerFactory.getLogger(GroupWriter.class);

    /** The time from the beginning of a group to that of the next one when a call waits for it. */
    private static final Duration APART_WHEN_URGENT = Duration.ofMillis(100);

    private static final Duration APART = Duration.ofMillis(250);
    /** How long the first entry waits for others that come at the same time. */
    private static final Duration GATHERING = Duration.ofMillis(3);

    private static final long MOST_BYTES = 4L << 20;
    /** How long a group is written again and again when a person has to mend something: it passes by itself if credentials are being renewed. */
    private static final Duration PATIENCE_WHEN_REFUSED = Duration.ofMinutes(1);

    private final Target<E> target;
    private final Duration patienceWhenRefused;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Waiting<E>> waiting = new ArrayList<>();
    private boolean running;
    private boolean urgent;
    private boolean closed;
    private long added;
    private long finished;
    private long begunAt = System.nanoTime() - APART.toNanos();

    public GroupWriter(Target<E> target) {
        this(target, PATIENCE_WHEN_REFUSED);
    }

    GroupWriter(Target<E> target, Duration patienceWhenRefused) {
        this.target = target;
        this.patienceWhenRefused = patienceWhenRefused;
    }

    /** Makes the request that writes a group. */
    @FunctionalInterface
    public interface Target<E> {
        Write prepare(List<E> group);
    }

    /** A request, which is sent again when it fails. */
    @FunctionalInterface
    public interface Write {
        void send() throws IOException;
    }

    private record Waiting<E>(E entry, int bytes, boolean isUrgent, CompletableFuture<Void> done) {}

    /**
     * Adds an entry.
     *
     * @param bytes its length
     * @param isUrgent whether a call waits for it, and does not go out when it cannot be written
     * @return completes when it is durable; fails with {@link StoreUnavailableException} when it cannot be written
     */
    public CompletableFuture<Void> add(E entry, int bytes, boolean isUrgent) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new IllegalStateException("the log is closed"));
            }
            waiting.add(new Waiting<>(entry, bytes, isUrgent, done));
            added++;
            urgent |= isUrgent;
            if (running) {
                changed.signalAll();
            } else {
                running = true;
                Thread unused = Thread.ofVirtual().name("group-writer").start(this::run);
            }
        } finally {
            lock.unlock();
        }
        return done;
    }

    /** Waits until all that was added before is written, or has failed; not for what others add meanwhile. */
    public void flush() {
        lock.lock();
        try {
            long all = added;
            urgent |= !waiting.isEmpty();
            changed.signalAll();
            while (finished < all) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether all that was added is written, or has failed. */
    public boolean isIdle() {
        lock.lock();
        try {
            return !running;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what waits, and takes no more. */
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        flush();
    }

    private void run() {
        for (List<Waiting<E>> group = next(); !group.isEmpty(); group = next()) {
            write(group);
            finish(group.size());
        }
    }

    /** Returns the next group when it is time for it; empty when nothing waits, and this thread ends. */
    private List<Waiting<E>> next() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                running = false;
                return List.of();
            }
            long firstAt = System.nanoTime();
            awaitTurn(firstAt);
            begunAt = System.nanoTime();
            List<Waiting<E>> group = new ArrayList<>();
            for (long bytes = 0; group.size() < waiting.size() && (bytes == 0 || bytes < MOST_BYTES); ) {
                Waiting<E> entry = waiting.get(group.size());
                bytes += entry.bytes;
                group.add(entry);
            }
            waiting.subList(0, group.size()).clear();
            urgent = urgent && !waiting.isEmpty();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void finish(int entries) {
        lock.lock();
        try {
            finished += entries;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long left(long firstAt) {
        Duration apart = urgent ? APART_WHEN_URGENT : APART;
        long now = System.nanoTime();
        return closed ? 0 : Math.max(begunAt + apart.toNanos() - now, firstAt + GATHERING.toNanos() - now);
    }

    private void awaitTurn(long firstAt) {
        long left = left(firstAt);
        while (left > 0) {
            try {
                long unused = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                // Nobody interrupts this thread, which is not known to others.
                log.debug("The writer of groups was interrupted, and continues");
            }
            left = left(firstAt);
        }
    }

    private void write(List<Waiting<E>> group) {
        try {
            Write write = target.prepare(group.stream().map(Waiting::entry).toList());
            // Nobody has paid yet for calls that wait.
            boolean isUnpaid = group.stream().allMatch(Waiting::isUrgent);
            new RepeatedWrite(write, isUnpaid ? Duration.ZERO : patienceWhenRefused).send();
            group.forEach(entry -> entry.done.complete(null));
        } catch (RuntimeException | Error e) {
            log.debug("A group of {} entries was not written", group.size(), e);
            group.forEach(entry -> entry.done.completeExceptionally(e));
        }
    }
}
