package dev.penstock.contracts.providerbatch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A batch object at the provider, as last seen.
 *
 * @param status the provider's status
 * @param completed how many requests were answered; {@link #UNKNOWN} if the provider does not say
 * @param trouble why the batch failed, or could not be created
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
    public static final long UNKNOWN = -1;

    /** Returns the state of a batch that was not created because the account's enqueued tokens are used up now. */
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

    /** Returns whether the provider failed the batch before it began, so that nothing was charged. */
    @JsonIgnore
    public boolean isRefused() {
        return status.equals("failed");
    }

    @JsonIgnore
    public boolean isCancelled() {
        return status.equals("cancelled");
    }
}
