package dev.penstock.store.s3;

import dev.penstock.store.s3.object.S3Objects;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Asks whether the bucket can be used, at most once in a few seconds: health checks come often. */
final class BucketCheck {
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

    private final S3Objects objects;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<String> trouble = Optional.empty();
    private long askedAt = System.nanoTime() - FRESH_NANOS;

    BucketCheck(S3Objects objects) {
        this.objects = objects;
    }

    Optional<String> trouble() {
        lock.lock();
        try {
            if (System.nanoTime() - askedAt >= FRESH_NANOS) {
                trouble = objects.trouble().map("the store cannot be used: %s"::formatted);
                askedAt = System.nanoTime();
            }
            return trouble;
        } finally {
            lock.unlock();
        }
    }
}
