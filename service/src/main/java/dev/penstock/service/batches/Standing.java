package dev.penstock.service.batches;

import dev.penstock.contracts.BatchProgress;
import dev.penstock.contracts.BatchResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a batch stands. */
public sealed interface Standing {
    /**
     * It goes on.
     *
     * @param progress absent when there is no worker to ask
     * @param planned when its input was found to be in order; absent before
     */
    record Running(
            @Nullable BatchProgress progress, @Nullable Instant planned) implements Standing {}

    /**
     * It has delivered what it could.
     *
     * @param assembled when the last of its files was written
     */
    record Ended(
            BatchResult result,
            @Nullable Instant planned,
            @Nullable Instant assembled) implements Standing {}

    /** It came to nothing. */
    record Refused(Refusal refusal, @Nullable Instant planned) implements Standing {}
}
