package dev.penstock.contracts.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.SliceSizing;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of a slice's calls.
 *
 * @param calls the receipt of the calls made now
 * @param finished of a pipeline, the receipt of requests that are finished now, over all their stages; null before the last
 *     stage, and for plain requests, which their calls finish
 * @param sizing how the next slices of the pool should be sent; null = as before
 */
public record SliceReceipt(
        Receipt calls,
        @Nullable Receipt finished,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SliceSizing sizing) {
    public SliceReceipt(Receipt calls, @Nullable Receipt finished) {
        this(calls, finished, null);
    }

    /** Returns the receipt of plain requests. */
    public static SliceReceipt plain(Receipt calls) {
        return new SliceReceipt(calls, null);
    }

    /** Returns this receipt with advice for the next slices of the pool. */
    public SliceReceipt with(SliceSizing next) {
        return new SliceReceipt(calls, finished, next);
    }
}
