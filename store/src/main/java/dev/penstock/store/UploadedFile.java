package dev.penstock.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of an uploaded file.
 *
 * @param filename the sender's name for the file; never used as a path
 * @param purpose OpenAI's word for the file's purpose, such as {@code batch}
 * @param expiresAt the time from which the file is gone; absent = never
 * @param tenant the tenant that owns the file; absent where no API keys are used
 */
public record UploadedFile(
        FileId id,
        String filename,
        String purpose,
        long bytes,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("expires_at") @Nullable Instant expiresAt,
        @Nullable String tenant) {}
