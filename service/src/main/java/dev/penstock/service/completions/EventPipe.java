package dev.penstock.service.completions;

import dev.penstock.providers.TokenSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Passes server-sent events to one HTTP response. A few events wait for the connection to request them, and are passed on by the
 * connection's own thread then; beyond, the sender waits, and so a slow reader slows the provider down.
 */
final class EventPipe implements TokenSink, Publisher<byte[]> {
    /** A reader that takes nothing for this long is dropped, because its call occupies the pool's concurrency. */
    private static final Duration READER_TIMEOUT = Duration.ofSeconds(60);

    /** The letters of events that may wait for the connection. */
    private static final int LONGEST_WAITING = 16 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountDownLatch unblocked = new CountDownLatch(1);
    private Runnable onGone = () -> {};
    private @Nullable Subscriber<? super byte[]> reader;
    private final StringBuilder waiting = new StringBuilder();
    private long wanted;
    private boolean passing;
    private boolean readerGone;
    private volatile boolean begun;
    private volatile long lastSent = System.nanoTime();

    /** Registers an action for when the reader leaves before the end, or is too slow. */
    void onGone(Runnable action) {
        boolean already;
        lock.lock();
        try {
            onGone = action;
            already = readerGone;
        } finally {
            lock.unlock();
        }
        if (already) {
            action.run();
        }
    }

    /** Waits for the first event or {@link #unblock}, but no longer than this. */
    void awaitBegin(Duration atMost) {
        try {
            boolean unused = unblocked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void unblock() {
        unblocked.countDown();
    }

    boolean hasBegun() {
        return begun;
    }

    @Override
    public void event(String event) {
        begun = true;
        send(event);
        unblock();
    }

    @Override
    public void token(String text) {
        // The event contains the token already.
    }

    @Override
    public boolean canStartOver() {
        return !hasBegun();
    }

    /** Sends a keep-alive comment after this time without an event, if the reader has room for it. */
    void keepAlive(Duration silence) {
        lock.lock();
        try {
            if (System.nanoTime() - lastSent >= silence.toNanos() && wanted > 0 && waiting.isEmpty()) {
                waiting.append(": keepalive\n\n");
                passOn();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends the last event, and ends the response once the reader has everything. */
    void end(String last) {
        send(last);
        if (!awaitRoom(0)) {
            drop();
        }
        lock.lock();
        try {
            if (!readerGone && reader != null) {
                reader.onComplete();
            }
            readerGone = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void subscribe(Subscriber<? super byte[]> subscriber) {
        lock.lock();
        try {
            reader = subscriber;
        } finally {
            lock.unlock();
        }
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                want(n);
            }

            @Override
            public void cancel() {
                leave();
            }
        });
    }

    /** Ends the pipe because the reader has left. */
    void leave() {
        Runnable action;
        lock.lock();
        try {
            if (readerGone) {
                return;
            }
            readerGone = true;
            action = onGone;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** Ends the response with an error; otherwise it would hold its connection forever. */
    private void abort() {
        lock.lock();
        try {
            if (reader != null) {
                reader.onError(new IOException("the client does not read the events"));
            }
        } finally {
            lock.unlock();
        }
    }

    private void want(long n) {
        lock.lock();
        try {
            wanted = wanted + n < 0 ? Long.MAX_VALUE : wanted + n;
            passOn();
        } finally {
            lock.unlock();
        }
    }

    private void send(String text) {
        if (!awaitRoom(LONGEST_WAITING)) {
            drop();
            return;
        }
        lock.lock();
        try {
            waiting.append(text);
            passOn();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no more than this many letters wait for the reader, or it has gone.
     *
     * @return false if the reader takes too long
     */
    private boolean awaitRoom(int letters) {
        lock.lock();
        try {
            long left = READER_TIMEOUT.toNanos();
            while (waiting.length() > letters && !readerGone && left > 0) {
                left = changed.awaitNanos(left);
            }
            return readerGone || waiting.length() <= letters;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Passes what waits to the reader, as one piece, if the reader wants it. */
    private void passOn() {
        // The reader may ask for more while it is given something.
        while (!passing && wanted > 0 && !waiting.isEmpty() && reader != null && !readerGone) {
            byte[] text = waiting.toString().getBytes(StandardCharsets.UTF_8);
            waiting.setLength(0);
            wanted--;
            lastSent = System.nanoTime();
            passing = true;
            try {
                reader.onNext(text);
            } finally {
                passing = false;
            }
        }
        changed.signalAll();
    }

    private void drop() {
        leave();
        abort();
    }
}
