package dev.penstock.activities.shard;

import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import java.util.function.Consumer;

/** Makes the calls of a slice. */
@FunctionalInterface
public interface SliceCaller {
    /**
     * Calls what the result log doesn't have yet; safe to run again.
     *
     * @param heart told every second how far the slice is; throws when the slice is cancelled
     */
    SliceReceipt call(SliceInput input, int attempt, Consumer<SliceBeat> heart);
}
