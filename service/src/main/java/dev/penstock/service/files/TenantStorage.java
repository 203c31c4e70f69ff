package dev.penstock.service.files;

import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.KeyAllowances;
import dev.penstock.service.errors.ApiFailure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that each tenant's files and batches take. They are counted whenever expired files are looked for, once a
 * minute; what this process stores or deletes in between is added.
 */
@Singleton
public final class TenantStorage {
    /** The bytes that even the smallest file takes on a disk. */
    private static final long MIN_FILE_BYTES = 4096;

    private final Function<ApiCaller, @Nullable Long> limits;
    private final Map<String, Long> uploading = new HashMap<>();
    private Map<String, Long> counted = Map.of();
    private Map<String, Long> since = new HashMap<>();
    private Map<String, Long> sinceBefore = new HashMap<>();

    @Inject
    TenantStorage(KeyAllowances allowances) {
        this(allowances::storage);
    }

    /**
     * @param limits the most bytes that the tenant of a caller may keep; null = unlimited
     */
    TenantStorage(Function<ApiCaller, @Nullable Long> limits) {
        this.limits = limits;
    }

    /** Begins to store something for a caller. */
    public Room begin(ApiCaller caller) {
        return new Room(name(caller.tenant()), limits.apply(caller));
    }

    /** Subtracts a file that was deleted. */
    synchronized void deleted(ApiFile file) {
        since.merge(name(file.tenant()), -size(file.bytes()), Long::sum);
    }

    /** Begins a count; what is stored from now on may be in it or not, and counts twice until the next one. */
    synchronized Count count() {
        // What was added before a count that failed is in no count yet.
        since.forEach((tenant, bytes) -> sinceBefore.merge(tenant, bytes, Long::sum));
        since = new HashMap<>();
        return new Count();
    }

    private synchronized void take(String tenant, long bytes, @Nullable Long limit) {
        long all = sum(counted, tenant) + sum(since, tenant) + sum(sinceBefore, tenant) + sum(uploading, tenant);
        if (limit != null && all + bytes > limit) {
            throw ApiFailure.spent(
                    "this key's tenant may keep %d MiB of files and batches; delete some files, or ask for more"
                            .formatted(limit >> 20),
                    "storage_limit_exceeded");
        }
        uploading.merge(tenant, bytes, Long::sum);
    }

    private synchronized void end(String tenant, long bytes, boolean kept) {
        uploading.merge(tenant, -bytes, Long::sum);
        if (kept) {
            since.merge(tenant, bytes, Long::sum);
        }
    }

    private synchronized void finish(Map<String, Long> now) {
        counted = Map.copyOf(now);
        sinceBefore = new HashMap<>();
    }

    private static long sum(Map<String, Long> of, String tenant) {
        return of.getOrDefault(tenant, 0L);
    }

    private static String name(@Nullable String tenant) {
        return tenant == null ? "" : tenant;
    }

    private static long size(long bytes) {
        return Math.max(MIN_FILE_BYTES, bytes);
    }

    /** A count of all that is stored. */
    public final class Count {
        private final Map<String, Long> sums = new HashMap<>();

        private Count() {}

        public void add(@Nullable String tenant, long bytes) {
            sums.merge(name(tenant), size(bytes), Long::sum);
        }

        void finish() {
            TenantStorage.this.finish(sums);
        }
    }

    /** Room that is taken piece by piece, and given back when it is closed before it was kept. */
    public final class Room implements AutoCloseable {
        private final String tenant;
        private final @Nullable Long limit;
        private long taken;
        private boolean kept;

        private Room(String tenant, @Nullable Long limit) {
            this.tenant = tenant;
            this.limit = limit;
            take(MIN_FILE_BYTES);
        }

        /**
         * Takes room for more bytes.
         *
         * @throws ApiFailure 429 when the tenant has no room left
         */
        public void take(long bytes) {
            TenantStorage.this.take(tenant, bytes, limit);
            taken += bytes;
        }

        /** Keeps the room, because what it was for is stored. */
        public void keep() {
            kept = true;
        }

        @Override
        public void close() {
            end(tenant, taken, kept);
        }
    }
}
