package dev.penstock.contracts.shard;

import dev.penstock.contracts.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of a slice's calls.
 *
 * @param calls the receipt of the calls made now
 * @param finished of a pipeline, the receipt of requests that are finished now, over all their stages; null before the last
 *     stage, and for plain requests, which their calls finish
 */
public record SliceReceipt(Receipt calls, @Nullable Receipt finished) {
    /** Returns the receipt of plain requests. */
    public static SliceReceipt plain(Receipt calls) {
        return new SliceReceipt(calls, null);
    }
}
