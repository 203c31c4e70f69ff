package dev.penstock.store.s3.object;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads an object, and goes on where it was when a connection breaks off. While it is not read, its connection may be taken
 * away; the next read opens another one.
 */
final class ResumedStream extends InputStream implements StreamConnections.Holder {
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 500;

    private final S3Objects objects;
    private final StreamConnections connections;
    private final String key;
    /** Held while bytes are read, and while the connection is taken away. */
    private final ReentrantLock lock = new ReentrantLock();

    private final AtomicReference<@Nullable ResponseInputStream<GetObjectResponse>> in = new AtomicReference<>();
    private String tag = "";
    private long position;
    private long end;
    private volatile long openedAt = System.nanoTime();
    private volatile long readAt = System.nanoTime();
    private volatile boolean closed;

    private ResumedStream(S3Objects objects, StreamConnections connections, String key, long from) {
        this.objects = objects;
        this.connections = connections;
        this.key = key;
        this.position = from;
    }

    /** Requests the object from the bucket. */
    @FunctionalInterface
    interface Opening {
        /** Returns the object's bytes; empty when it does not exist. */
        Optional<ResponseInputStream<GetObjectResponse>> open() throws IOException;
    }

    /**
     * Opens a stream; empty when the object does not exist.
     *
     * @param from the object's byte with which the opening begins
     */
    static Optional<InputStream> open(
            S3Objects objects, StreamConnections connections, String key, long from, Opening opening)
            throws IOException {
        ResumedStream stream = new ResumedStream(objects, connections, key, from);
        return stream.begin(opening) ? Optional.of(stream) : Optional.empty();
    }

    private boolean begin(Opening opening) throws IOException {
        lock.lock();
        try {
            Optional<ResponseInputStream<GetObjectResponse>> opened = connect(opening);
            opened.ifPresent(found -> {
                tag = String.valueOf(found.response().eTag());
                end = position + found.response().contentLength();
            });
            return opened.isPresent();
        } finally {
            unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        lock.lock();
        try {
            return readWithRepeats(bytes, from, length);
        } finally {
            unlock();
        }
    }

    private int readWithRepeats(byte[] bytes, int from, int length) throws IOException {
        for (int attempt = 1; ; attempt++) {
            ResponseInputStream<GetObjectResponse> connected = in.get();
            if (connected == null) {
                if (position >= end) {
                    return -1;
                }
                connected = connect(() -> Optional.of(objects.reopen(key, position, tag)))
                        .orElseThrow();
            }
            try {
                int read = connected.read(bytes, from, length);
                position += Math.max(0, read);
                if (read < 0 && position >= end) {
                    disconnect();
                }
                return read;
            } catch (IOException e) {
                disconnect();
                if (attempt == ATTEMPTS || closed || Thread.currentThread().isInterrupted()) {
                    throw new IOException(objects.locate(key) + " breaks off: " + e.getMessage(), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(PAUSE_MILLIS * attempt)));
            }
        }
    }

    /** Closes without reading the rest, which may be long; also while another thread reads. */
    @Override
    public void close() {
        closed = true;
        disconnect();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public Optional<Duration> unread() {
        return lock.isLocked() ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - readAt));
    }

    @Override
    public Duration held() {
        return Duration.ofNanos(System.nanoTime() - openedAt);
    }

    @Override
    public boolean giveUpConnection() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            abort();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Optional<ResponseInputStream<GetObjectResponse>> connect(Opening opening) throws IOException {
        connections.acquire(this);
        openedAt = System.nanoTime();
        Optional<ResponseInputStream<GetObjectResponse>> opened = Optional.empty();
        try {
            opened = opening.open();
            in.set(opened.orElse(null));
        } finally {
            // Who closes meanwhile may have looked for a connection before there was one.
            if (opened.isEmpty() || closed) {
                disconnect();
            }
        }
        if (closed) {
            throw new IOException(objects.locate(key) + " was closed while it was read");
        }
        return opened;
    }

    private void disconnect() {
        abort();
        connections.release(this);
    }

    private void abort() {
        ResponseInputStream<GetObjectResponse> before = in.getAndSet(null);
        if (before != null) {
            before.abort();
        }
    }

    private void unlock() {
        readAt = System.nanoTime();
        lock.unlock();
    }
}
