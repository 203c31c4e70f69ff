package dev.penstock.contracts.batch;

import org.jspecify.annotations.Nullable;

/**
 * The limits of the provider's batch API, which takes a batch in parts, one file each.
 *
 * @param requests the most requests in a file; 50,000 at OpenAI
 * @param bytes the greatest length of a file
 * @param enqueuedTokens how many tokens the account may have enqueued in its batches at once; null = not known
 */
public record PartLimits(int requests, long bytes, @Nullable Long enqueuedTokens) {
    /** Returns the limits that a specification names, and OpenAI's for others. */
    public static PartLimits of(BatchSpec spec) {
        return new PartLimits(
                spec.find(SpecKey.PART_REQUESTS, Number.class)
                        .map(Number::intValue)
                        .orElse(BatchDefaults.OPENAI_BATCH_REQUESTS),
                spec.find(SpecKey.PART_BYTES, Number.class)
                        .map(Number::longValue)
                        .orElse(BatchDefaults.OPENAI_BATCH_BYTES),
                spec.find(SpecKey.ENQUEUED_TOKENS, Number.class)
                        .map(Number::longValue)
                        .orElse(null));
    }

    /** Returns whether so many tokens may be enqueued at once. */
    public boolean allowTokens(long tokens) {
        return enqueuedTokens == null || tokens <= enqueuedTokens;
    }
}
