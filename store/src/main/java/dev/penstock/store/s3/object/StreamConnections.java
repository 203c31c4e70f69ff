package dev.penstock.store.s3.object;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Limits how many of the client's connections streams hold, so that readers who stall leave enough for the result log. Where
 * all are held, a stream that is not being read loses its connection to the next one, and opens its object again later.
 */
final class StreamConnections {
    /** How long a stream must not have been read to lose its connection to another one. */
    private static final Duration STALLED = Duration.ofMillis(500);
    /** How long a stream may keep its connection, however busily it is read, while others wait. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    /** The streams with a connection, and those that open theirs, by the time since when they have it. */
    private final Set<Holder> holders = new LinkedHashSet<>();

    /**
     * @param most how many streams may have a connection at a time
     */
    StreamConnections(int most) {
        this.most = most;
    }

    /** A stream that may hold a connection. */
    interface Holder {
        /** Returns whether nobody will read the stream any more. */
        boolean isClosed();

        /**
         * Returns how long the stream has not been read.
         *
         * @return empty while a reader waits for its bytes
         */
        Optional<Duration> unread();

        /** Returns how long the stream has had its connection. */
        Duration held();

        /**
         * Closes the connection unless the stream is being read at this moment.
         *
         * @return whether the stream is without connection now
         */
        boolean giveUpConnection();
    }

    /** Waits until the stream may open a connection. */
    void acquire(Holder stream) throws IOException {
        lock.lock();
        try {
            while (holders.size() >= most && !takeFromAnother()) {
                if (stream.isClosed()) {
                    throw new IOException("closed while waiting for a connection to the bucket");
                }
                boolean unused = released.await(LOOK_INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
            }
            holders.add(stream);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a connection to the bucket", e);
        } finally {
            lock.unlock();
        }
    }

    /** Frees the stream's place, once its connection is closed. */
    void release(Holder stream) {
        lock.lock();
        try {
            if (holders.remove(stream)) {
                released.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean takeFromAnother() {
        for (Holder each : holders) {
            if (mayLoseIt(each) && each.giveUpConnection()) {
                holders.remove(each);
                return true;
            }
        }
        return false;
    }

    private static boolean mayLoseIt(Holder stream) {
        return stream.unread()
                .filter(unread ->
                        unread.compareTo(STALLED) >= 0 || stream.held().compareTo(TURN) >= 0)
                .isPresent();
    }
}
