package dev.penstock.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file that somebody uploaded.
 *
 * @param filename as its sender called it; never a path of ours
 * @param purpose OpenAI's, such as {@code batch}
 * @param expiresAt from then on it is gone; absent = never
 * @param tenant whose it is; absent where no keys are used
 */
public record UploadedFile(
        FileId id,
        String filename,
        String purpose,
        long bytes,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("expires_at") @Nullable Instant expiresAt,
        @Nullable String tenant) {}
