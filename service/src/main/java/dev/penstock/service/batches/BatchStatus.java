package dev.penstock.service.batches;

import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a batch stands: it goes on, it has ended with results, or it came to nothing. */
public sealed interface BatchStatus {
    /** The status in one word. */
    BatchState state();

    /**
     * A batch that goes on.
     *
     * @param progress absent when there is no worker to ask
     * @param planned when its input was found to be in order; absent before
     */
    record Running(
            @Nullable BatchProgress progress, @Nullable Instant planned) implements BatchStatus {
        /** Whether its input was found to be in order. */
        boolean isPlanned() {
            return progress == null ? planned != null : progress.total() > 0;
        }

        @Override
        public BatchState state() {
            if (progress != null) {
                return progress.state();
            }
            return isPlanned() ? BatchState.IN_PROGRESS : BatchState.VALIDATING;
        }
    }

    /**
     * A batch that has ended and delivered what it could.
     *
     * @param assembled when the last of its files was written
     */
    record Ended(
            BatchResult result,
            @Nullable Instant planned,
            @Nullable Instant assembled) implements BatchStatus {
        @Override
        public BatchState state() {
            return result.status();
        }
    }

    /** A batch that was refused, or stopped before it had results. */
    record Refused(BatchFailure refusal, @Nullable Instant planned) implements BatchStatus {
        @Override
        public BatchState state() {
            return refusal.cancelled() ? BatchState.CANCELLED : BatchState.FAILED;
        }
    }
}
