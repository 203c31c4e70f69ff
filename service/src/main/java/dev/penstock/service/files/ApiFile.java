package dev.penstock.service.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of the API, whether uploaded by a caller or written by a batch.
 *
 * @param tenant the tenant that owns the file; null when the server needs no keys
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
