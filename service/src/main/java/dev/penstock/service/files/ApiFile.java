package dev.penstock.service.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file as the API knows it, wherever it lies.
 *
 * @param tenant whose it is; null where no keys are used
 */
public record ApiFile(
        String id,
        String filename,
        String purpose,
        long bytes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable String tenant) {
    boolean isExpired(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }
}
