package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A worker's share of the limits of input tokens and of output tokens per minute.
 *
 * @param inputTokensPerMinute null = no limit, as {@code outputTokensPerMinute}; shares of all workers add up to the limit
 * @param largestInput the most input tokens that a request may have: the whole limit; null = no limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InputOutputShare(
        @Nullable Long inputTokensPerMinute,
        @Nullable Long outputTokensPerMinute,
        @Nullable Long largestInput) {
    private static final InputOutputShare UNLIMITED = new InputOutputShare(null, null, null);

    /** Returns this share as messages between processes write it, where null stands for no limits. */
    public @Nullable InputOutputShare orNull() {
        return equals(UNLIMITED) ? null : this;
    }

    /** Returns this share, with 1 where it is 0. */
    public InputOutputShare atLeastOne() {
        return new InputOutputShare(atLeastOne(inputTokensPerMinute), atLeastOne(outputTokensPerMinute), largestInput);
    }

    private static @Nullable Long atLeastOne(@Nullable Long limit) {
        return limit == null ? null : (Long) Math.max(1, limit);
    }

    /** Reads a share as messages between processes write it, where null stands for no limits. */
    public static InputOutputShare ofNullable(@Nullable InputOutputShare share) {
        return share == null ? UNLIMITED : share;
    }
}
