package dev.penstock.workflows;

import dev.penstock.contracts.BatchState;
import dev.penstock.contracts.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a batch ends before every request has a result, and why. */
record Ending(BatchState state, String reason, @Nullable RuntimeException cause) {
    static Ending cancelled(CanceledFailure by) {
        return new Ending(BatchState.CANCELLED, "the batch was cancelled", by);
    }

    static Ending expired(Instant deadline) {
        return new Ending(BatchState.EXPIRED, "the batch's deadline " + deadline + " passed", null);
    }

    static Ending failFast(int shard) {
        String reason = "a request of shard %d failed, and the batch is fail-fast".formatted(shard);
        return new Ending(BatchState.FAILED, reason, null);
    }

    static Ending broken(int shard, RuntimeException by) {
        return new Ending(BatchState.FAILED, "shard %d failed: %s".formatted(shard, by.getMessage()), by);
    }

    /** A cancelled or failed batch delivers its files and still ends as what it is. */
    void raise() {
        if (state == BatchState.CANCELLED && cause != null) {
            throw cause;
        }
        if (state == BatchState.FAILED) {
            throw ApplicationFailure.newNonRetryableFailureWithCause(reason, FailureTypes.FAIL_FAST, cause);
        }
    }
}
