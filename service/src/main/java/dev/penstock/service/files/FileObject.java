package dev.penstock.service.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's file object.
 *
 * @param status always {@code processed}; deprecated by OpenAI, but expected by its clients
 */
public record FileObject(
        String id,
        String object,
        long bytes,
        @JsonProperty("created_at") long createdAt,
        @Nullable @JsonProperty("expires_at") Long expiresAt,
        String filename,
        String purpose,
        String status) {
    static FileObject of(ApiFile file) {
        Instant expires = file.expiresAt();
        return new FileObject(
                file.id(),
                "file",
                file.bytes(),
                file.createdAt().getEpochSecond(),
                expires == null ? null : expires.getEpochSecond(),
                file.filename(),
                file.purpose(),
                "processed");
    }
}
