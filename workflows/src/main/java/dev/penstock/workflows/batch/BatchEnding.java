package dev.penstock.workflows.batch;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.workflows.ActivityFailures;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The end state and the reason of a batch that ends before every request has a result. */
record BatchEnding(
        BatchState state, String reason, @Nullable RuntimeException cause) {
    static BatchEnding cancelled(CanceledFailure by) {
        return new BatchEnding(BatchState.CANCELLED, "the batch was cancelled", by);
    }

    static BatchEnding expired(Instant deadline) {
        return new BatchEnding(BatchState.EXPIRED, "the batch's deadline " + deadline + " passed", null);
    }

    static BatchEnding failFast(int shard) {
        String reason = "a request of shard %d failed, and the batch is fail-fast".formatted(shard);
        return new BatchEnding(BatchState.FAILED, reason, null);
    }

    static BatchEnding broken(int shard, RuntimeException by) {
        return new BatchEnding(
                BatchState.FAILED, "shard %d failed: %s".formatted(shard, ActivityFailures.reason(by)), by);
    }

    /** Throws the cancellation or failure that ends the workflow; called after a cancelled or failed batch has delivered its files. */
    void raise() {
        if (state == BatchState.CANCELLED && cause != null) {
            throw cause;
        }
        if (state == BatchState.FAILED) {
            throw ApplicationFailure.newNonRetryableFailureWithCause(reason, FailureTypes.FAIL_FAST, cause);
        }
    }
}
