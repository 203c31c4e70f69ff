package dev.penstock.service.bodies;

import dev.penstock.service.BodyLimits;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bounds the memory that the bodies of all requests in progress take together, and those of each API key. */
@Singleton
public final class BodyMemory {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long most;
    private final long mostOfCaller;
    private final Map<String, Long> callers = new HashMap<>();
    private long used;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    BodyMemory() {
        this(Runtime.getRuntime().maxMemory() / BodyLimits.HEAP_PART);
    }

    BodyMemory(long most) {
        this.most = most;
        this.mostOfCaller = most / BodyLimits.CALLER_PART;
    }

    /** Begins a request, which has no memory yet. */
    public Share begin(ApiCaller caller) {
        return new Share(caller.key() == null ? "" : caller.key());
    }

    private boolean tryTake(String caller, long bytes) {
        long ofCaller = callers.getOrDefault(caller, 0L) + bytes;
        if (used + bytes > most || ofCaller > mostOfCaller) {
            return false;
        }
        used += bytes;
        callers.put(caller, ofCaller);
        return true;
    }

    private void takeWithin(String caller, long bytes, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!tryTake(caller, bytes)) {
                if (left <= 0) {
                    throw busy();
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(String caller, long bytes) {
        lock.lock();
        try {
            used -= bytes;
            callers.computeIfPresent(caller, (any, before) -> before == bytes ? null : before - bytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static ApiFailure busy() {
        return ApiFailure.later(
                HttpStatus.SERVICE_UNAVAILABLE,
                "too many large requests are in progress; retry in a second",
                "too_many_large_requests",
                RETRY_AFTER);
    }

    /** The memory of one request, given back when it is closed. */
    public final class Share implements AutoCloseable {
        private final String caller;
        private long taken;

        private Share(String caller) {
            this.caller = caller;
        }

        /**
         * Takes more memory, waiting for it for a while.
         *
         * @throws ApiFailure 503 when there is none
         */
        public void take(long bytes) {
            takeWithin(caller, bytes, BodyLimits.PATIENCE);
            taken += bytes;
        }

        /**
         * Takes more memory without waiting.
         *
         * @throws ApiFailure 503 when there is none
         */
        public void takeNow(long bytes) {
            takeWithin(caller, bytes, Duration.ZERO);
            taken += bytes;
        }

        /** Takes the memory that a parsed text needs beside its bytes. */
        public void takeTokens(long tokens) {
            take(tokens * BodyLimits.TOKEN_MEMORY);
        }

        /** Takes the memory that a parsed text needs beside its letters, without waiting. */
        public void takeTokensNow(long tokens) {
            takeNow(tokens * BodyLimits.TOKEN_MEMORY);
        }

        @Override
        public void close() {
            long all = taken;
            taken = 0;
            if (all > 0) {
                giveBack(caller, all);
            }
        }
    }
}
