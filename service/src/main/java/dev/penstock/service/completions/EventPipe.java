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
 * Passes server-sent events to one HTTP response without buffering: the sender waits until the connection requests more,
 * and so a slow reader slows the provider down.
 */
final class EventPipe implements TokenSink, Publisher<byte[]> {
    /** A reader that takes nothing for this long is dropped, because its call occupies the pool's concurrency. */
    private static final Duration READER_TIMEOUT = Duration.ofSeconds(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountDownLatch unblocked = new CountDownLatch(1);
    private Runnable onGone = () -> {};
    private @Nullable Subscriber<? super byte[]> reader;
    private long wanted;
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
        unblock();
        send(event, READER_TIMEOUT);
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
        if (System.nanoTime() - lastSent >= silence.toNanos()) {
            send(": keepalive\n\n", Duration.ZERO);
        }
    }

    /** Sends the last event, and ends the response. */
    void end(String last) {
        if (!last.isEmpty()) {
            send(last, READER_TIMEOUT);
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
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void send(String text, Duration patience) {
        boolean tooSlow = false;
        lock.lock();
        try {
            long left = patience.toNanos();
            while (wanted == 0 && !readerGone && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (wanted > 0 && !readerGone && reader != null) {
                wanted--;
                lastSent = System.nanoTime();
                reader.onNext(text.getBytes(StandardCharsets.UTF_8));
            } else {
                tooSlow = !readerGone && !patience.isZero();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        if (tooSlow) {
            leave();
            abort();
        }
    }
}
