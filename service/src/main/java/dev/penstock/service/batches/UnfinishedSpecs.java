package dev.penstock.service.batches;

import dev.penstock.contracts.BatchId;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.BodyLimits;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the specifications of batches that have not ended, those of each tenant in any case and all together except for those
 * under 64 KiB: as an argument of its workflow each stays in the memory of a worker, some times over, for as long as the batch
 * runs or is paused.
 */
@Singleton
final class UnfinishedSpecs {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /** The part that a tenant gets of what all together may have: 8 MiB with a heap of 512. */
    private static final int TENANT_PART = 4;

    /** Shorter ones are refused only to a tenant that has too much itself, so that no tenant keeps others from usual batches. */
    private static final long LONG = 64 << 10;

    /** The batches that are looked at for some that have ended meanwhile, the largest first, before a batch is refused. */
    private static final int LOOKED_AT = 20;

    private final Predicate<BatchId> hasEnded;
    private final long most;
    private final Lock looking = new ReentrantLock();
    private final Map<BatchId, Held> held = new ConcurrentHashMap<>();

    @Inject
    UnfinishedSpecs(ApiBackend backend) {
        this(id -> hasEnded(backend, id), Runtime.getRuntime().maxMemory() / BodyLimits.HEAP_PART);
    }

    /**
     * @param most the most bytes of all
     */
    UnfinishedSpecs(Predicate<BatchId> hasEnded, long most) {
        this.hasEnded = hasEnded;
        this.most = most;
    }

    private record Held(@Nullable String tenant, long bytes) {}

    /**
     * Takes room for a new batch.
     *
     * @param bytes the length of the specification
     * @throws ApiFailure 429 when the tenant has too much in batches that have not ended, 503 when all together have
     */
    void take(BatchId id, @Nullable String tenant, long bytes) {
        if (!hasRoom(tenant, bytes)) {
            forgetEnded(tenant, bytes);
        }
        takeRoom(id, tenant, bytes);
    }

    /** Counts a batch that was accepted before, whatever there is. */
    void hold(BatchId id, @Nullable String tenant, long bytes) {
        held.put(id, new Held(tenant, bytes));
    }

    void giveBack(BatchId id) {
        held.remove(id);
    }

    private synchronized void takeRoom(BatchId id, @Nullable String tenant, long bytes) {
        if (bytesOf(tenant) + bytes > mostOf(tenant)) {
            throw ApiFailure.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "prompts and options of batches that have not ended have more than %d MiB: wait until some have ended, or cancel some"
                            .formatted(mostOf(tenant) >> 20),
                    "too_many_unfinished_batches",
                    RETRY_AFTER);
        }
        if (bytes >= LONG && bytesOfAll() + bytes > most) {
            throw ApiFailure.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "too many batches with long prompts or options have not ended; retry later",
                    "too_many_unfinished_batches",
                    RETRY_AFTER);
        }
        hold(id, tenant, bytes);
    }

    private boolean hasRoom(@Nullable String tenant, long bytes) {
        return bytesOf(tenant) + bytes <= mostOf(tenant) && (bytes < LONG || bytesOfAll() + bytes <= most);
    }

    /** Asks Temporal about some batches, one caller at a time, while nobody else waits for the answers. */
    private void forgetEnded(@Nullable String tenant, long bytes) {
        if (!looking.tryLock()) {
            return;
        }
        try {
            lookForEnded(tenant, bytes);
        } finally {
            looking.unlock();
        }
    }

    private void lookForEnded(@Nullable String tenant, long bytes) {
        boolean isTenantsOwn = bytesOf(tenant) + bytes > mostOf(tenant);
        List<BatchId> largest = held.entrySet().stream()
                .filter(entry ->
                        !isTenantsOwn || Objects.equals(entry.getValue().tenant(), tenant))
                .sorted(Comparator.comparingLong(entry -> -entry.getValue().bytes()))
                .map(Map.Entry::getKey)
                .limit(LOOKED_AT)
                .toList();
        for (BatchId id : largest) {
            if (hasEnded.test(id)) {
                held.remove(id);
            }
            if (hasRoom(tenant, bytes)) {
                return;
            }
        }
    }

    private long mostOf(@Nullable String tenant) {
        // Without keys nobody can be told apart.
        return tenant == null ? most : most / TENANT_PART;
    }

    private long bytesOf(@Nullable String tenant) {
        return held.values().stream()
                .filter(each -> Objects.equals(each.tenant(), tenant))
                .mapToLong(Held::bytes)
                .sum();
    }

    private long bytesOfAll() {
        return held.values().stream().mapToLong(Held::bytes).sum();
    }

    private static boolean hasEnded(ApiBackend backend, BatchId id) {
        try {
            return backend.batches().handle(id).status() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException lost) {
            return false;
        }
    }
}
