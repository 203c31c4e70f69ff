package dev.penstock.service.completions;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the background responses of each tenant that this process has begun and that have not ended: it asks Temporal for each
 * until then, to count its tokens.
 */
final class UnfinishedResponses {
    static final int MOST = 1_000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final ConcurrentMap<String, Semaphore> room = new ConcurrentHashMap<>();

    /**
     * Counts one more.
     *
     * @param tenant null if callers cannot be told apart, who are then bounded together
     * @throws ApiFailure 429 if the tenant has too many
     */
    void begin(@Nullable String tenant) {
        Semaphore ofTenant = room.computeIfAbsent(name(tenant), name -> new Semaphore(MOST));
        if (!ofTenant.tryAcquire()) {
            throw ApiFailure.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "%d background responses have not ended: wait until some have, cancel some, or make a batch of them"
                            .formatted(MOST),
                    "too_many_unfinished_responses",
                    RETRY_AFTER);
        }
    }

    void end(@Nullable String tenant) {
        Semaphore ofTenant = room.get(name(tenant));
        if (ofTenant != null) {
            ofTenant.release();
        }
    }

    private static String name(@Nullable String tenant) {
        return tenant == null ? "" : tenant;
    }
}
