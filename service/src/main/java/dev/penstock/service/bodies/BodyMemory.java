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

/** Bounds the memory that the bodies of all requests in progress take together, and those of each tenant. */
@Singleton
public final class BodyMemory {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final long most;
    private final long mostOfTenant;
    private final Map<String, Long> tenants = new HashMap<>();
    private long used;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    BodyMemory() {
        this(Runtime.getRuntime().maxMemory() / BodyLimits.HEAP_PART);
    }

    BodyMemory(long most) {
        this.most = most;
        this.mostOfTenant = most / BodyLimits.TENANT_PART;
    }

    /** Begins a request, which has no memory yet. */
    public Share begin(ApiCaller caller) {
        // Without keys nobody can be told apart, and nobody needs to be kept from the rest.
        return new Share(caller.tenant() == null ? "" : caller.tenant());
    }

    private boolean tryTake(String tenant, long bytes) {
        long ofTenant = tenants.getOrDefault(tenant, 0L) + bytes;
        if (used + bytes > most || (!tenant.isEmpty() && ofTenant > mostOfTenant)) {
            return false;
        }
        used += bytes;
        tenants.put(tenant, ofTenant);
        return true;
    }

    private void takeWithin(String tenant, long bytes, Duration timeout) {
        if (bytes > (tenant.isEmpty() ? most : mostOfTenant)) {
            throw tooLarge();
        }
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (!tryTake(tenant, bytes)) {
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

    private void giveBack(String tenant, long bytes) {
        lock.lock();
        try {
            used -= bytes;
            tenants.computeIfPresent(tenant, (any, before) -> before == bytes ? null : before - bytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static ApiFailure tooLarge() {
        return ApiFailure.of(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                "this request has more names and values than fit into the memory that the server gives to one tenant's"
                        + " requests; send fewer",
                "invalid_request_error",
                null,
                "request_too_large");
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
        private final String tenant;
        private long taken;

        private Share(String tenant) {
            this.tenant = tenant;
        }

        /**
         * Takes more memory, waiting for it for a while.
         *
         * @throws ApiFailure 503 when there is none
         */
        public void take(long bytes) {
            takeWithin(tenant, bytes, BodyLimits.MEMORY_TIMEOUT);
            taken += bytes;
        }

        /** Returns the most memory that the request may get. */
        long most() {
            return tenant.isEmpty() ? most : mostOfTenant;
        }

        /**
         * Takes more memory without waiting.
         *
         * @throws ApiFailure 503 when there is none
         */
        public void takeNow(long bytes) {
            takeWithin(tenant, bytes, Duration.ZERO);
            taken += bytes;
        }

        /** Takes the memory that a parsed text needs beside its bytes. */
        public void takeTokens(long tokens) {
            take(tokens * BodyLimits.TOKEN_MEMORY);
        }

        /** Gives back memory that was taken for more than has come. */
        void giveBackSome(long bytes) {
            taken -= bytes;
            if (bytes > 0) {
                giveBack(tenant, bytes);
            }
        }

        @Override
        public void close() {
            giveBackSome(taken);
        }
    }
}
