package dev.penstock.providers.key;

import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key that is read again: from a file every half minute, from a command five minutes before its token expires (as
 * azure-identity does), and from both when the provider rejects it. The key in use is kept in memory alone.
 */
public final class RenewedKey implements ProviderKey {
    private static final Logger log = LoggerFactory.getLogger(RenewedKey.class);
    /** How long a file is believed, and how long it takes until something that failed is tried again. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Duration BEFORE_EXPIRY = Duration.ofMinutes(5);

    private final KeySource source;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Kept kept;
    /** Guarded by {@link #reading}; null = the key was read the last time. */
    private @Nullable Failure failure;

    /**
     * A key as it was read.
     *
     * @param before the key before this one; null = there was none
     * @param until when it is read again
     */
    private record Kept(Secret key, @Nullable Secret before, Instant until) {}

    /**
     * The last attempt to read the key.
     *
     * @param until when a command is run again: calls that wait for its key must not run it one after another
     */
    private record Failure(UnavailableException cause, Instant until) {
        private boolean isOver(Instant now) {
            return !now.isBefore(until);
        }
    }

    public RenewedKey(KeySource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Secret current() {
        Kept now = kept;
        return now != null && clock.instant().isBefore(now.until())
                ? now.key()
                : read(now).key();
    }

    @Override
    public boolean renew(Secret rejected) {
        Kept now = kept;
        Kept renewed = now == null || now.key().equals(rejected) ? read(now) : now;
        return !renewed.key().equals(rejected);
    }

    @Override
    public Secret identity() {
        return new Secret(source.identity());
    }

    @Override
    public String hideIn(String text) {
        Kept now = kept;
        if (now == null) {
            return text;
        }
        String safe = now.key().hideIn(text);
        return now.before() == null ? safe : now.before().hideIn(safe);
    }

    /**
     * Reads the key again, unless another thread just did.
     *
     * @param seen the key that the caller found wanting
     */
    private Kept read(@Nullable Kept seen) {
        reading.lock();
        try {
            Kept last = kept;
            if (last != null && last != seen) {
                return last;
            }
            Kept next = next(last);
            kept = next;
            return next;
        } finally {
            reading.unlock();
        }
    }

    private Kept next(@Nullable Kept last) {
        Failure known = failure;
        if (known != null && !source.isCheap() && !known.isOver(clock.instant())) {
            return afterFailure(last, known);
        }
        try {
            Secret key = checked(source.read());
            failure = null;
            boolean isSame = last != null && last.key().equals(key);
            return new Kept(key, last == null || isSame ? before(last) : last.key(), until(key, clock.instant()));
        } catch (UnavailableException e) {
            // From its end on, because a command may take longer than the pause.
            Instant now = clock.instant();
            if (known == null || known.isOver(now)) {
                log.warn("A provider's key cannot be read: {}", e.getMessage());
            }
            Failure latest = new Failure(e, now.plus(PAUSE));
            failure = latest;
            return afterFailure(last, latest);
        }
    }

    /** Returns the key that is in use, as long as it is good. */
    private Kept afterFailure(@Nullable Kept last, Failure failed) {
        if (last == null || isExpired(last.key(), clock.instant())) {
            throw failed.cause();
        }
        return new Kept(last.key(), last.before(), failed.until());
    }

    private static @Nullable Secret before(@Nullable Kept last) {
        return last == null ? null : last.before();
    }

    private Secret checked(String read) {
        Secret key = new Secret(read);
        Optional<String> wrong = key.reveal().isEmpty() ? Optional.of("nothing") : Secret.findUnsendable(key.reveal());
        if (wrong.isPresent()) {
            throw source.unavailable(
                    " has %s; it must have the key alone, in one line of ASCII".formatted(wrong.get()));
        }
        return key;
    }

    private Instant until(Secret key, Instant now) {
        Instant soonest = now.plus(PAUSE);
        if (source.isCheap()) {
            return soonest;
        }
        // A key that says nothing of its end is used until the provider rejects it.
        Instant wanted =
                TokenExpiry.of(key).map(end -> end.minus(BEFORE_EXPIRY)).orElse(Instant.MAX);
        return wanted.isBefore(soonest) ? soonest : wanted;
    }

    private static boolean isExpired(Secret key, Instant now) {
        return TokenExpiry.of(key).filter(end -> !end.isAfter(now)).isPresent();
    }

    @Override
    public String toString() {
        return "RenewedKey[***]";
    }
}
