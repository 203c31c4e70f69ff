package dev.penstock.contracts.batch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a part at the provider.
 *
 * @param status the provider's status, or the step that is running now
 * @param trouble the reason why the part waits
 */
public record PartProgress(
        int part,
        int requests,
        String status,
        long completed,
        long failed,
        @Nullable String trouble) {
    public PartProgress {
        Objects.requireNonNull(status, "a part has a status");
    }

    /** Returns how many requests the provider has not answered yet. */
    public long open() {
        return Math.max(0, requests - completed - failed);
    }
}
