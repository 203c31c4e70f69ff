package dev.penstock.contracts.batch;

import org.jspecify.annotations.Nullable;

/**
 * How far a part is.
 *
 * @param status the provider's word, or what is done just now
 * @param trouble what keeps it waiting
 */
public record PartProgress(
        int part,
        int requests,
        String status,
        long completed,
        long failed,
        @Nullable String trouble) {
    /** What the provider has still to answer. */
    public long open() {
        return Math.max(0, requests - completed - failed);
    }
}
