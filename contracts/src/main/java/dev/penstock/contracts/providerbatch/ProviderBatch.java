package dev.penstock.contracts.providerbatch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A batch at the provider, as it was seen last.
 *
 * @param status the provider's word
 * @param trouble why it failed, or could not be created
 */
public record ProviderBatch(
        @Nullable String id,
        String status,
        long total,
        long completed,
        long failed,
        @Nullable String outputFile,
        @Nullable String errorFile,
        @Nullable String trouble,
        boolean tokenLimit) {
    /** None was created: the account's enqueued tokens are used up just now. */
    public static ProviderBatch later(String why) {
        return new ProviderBatch(null, "waiting", 0, 0, 0, null, null, why, true);
    }

    @JsonIgnore
    public boolean isFinal() {
        return switch (status) {
            case "completed", "failed", "expired", "cancelled" -> true;
            default -> false;
        };
    }

    /** Not even begun, so that nothing of it was paid. */
    @JsonIgnore
    public boolean isRefused() {
        return status.equals("failed");
    }

    @JsonIgnore
    public boolean isCancelled() {
        return status.equals("cancelled");
    }
}
