package dev.penstock.contracts.shard;

import dev.penstock.contracts.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a slice brought.
 *
 * @param calls what the calls that were made now brought
 * @param finished of a pipeline, what the requests that are finished now brought with all their stages; null before the
 *     last stage, and for plain requests, which their calls finish
 */
public record SliceReceipt(Receipt calls, @Nullable Receipt finished) {
    /** Returns the receipt of plain requests. */
    public static SliceReceipt plain(Receipt calls) {
        return new SliceReceipt(calls, null);
    }
}
