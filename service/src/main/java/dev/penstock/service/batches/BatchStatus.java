package dev.penstock.service.batches;

import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The status of a batch: running, ended with results, or refused. */
public sealed interface BatchStatus {
    /** Returns the status in one word. */
    BatchState state();

    /**
     * A batch that has not ended; it may be paused.
     *
     * @param progress the batch's progress; absent when no worker answers
     * @param planned when the input was validated and planned; absent before
     */
    record Running(
            @Nullable BatchProgress progress, @Nullable Instant planned) implements BatchStatus {
        /** Whether the input has been validated and planned. */
        boolean isPlanned() {
            return progress == null ? planned != null : progress.total() > 0;
        }

        /** Returns why the batch cannot go on until a person acts; null if it can. */
        @Nullable
        String heldBecause() {
            return progress != null && progress.held() ? progress.pausedBecause() : null;
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
     * A batch that has ended with results.
     *
     * @param assembled when the last of the batch's files was written
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
