package dev.penstock.activities.shard;

import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import java.util.function.Consumer;

/** Makes the calls of a slice. */
@FunctionalInterface
public interface SliceCaller {
    /**
     * Calls the requests that have no result in the result log yet; safe to run again.
     *
     * @param heart called every second with the slice's progress; throws when the slice is cancelled
     */
    SliceReceipt call(SliceInput input, int attempt, Consumer<SliceBeat> heart);
}
