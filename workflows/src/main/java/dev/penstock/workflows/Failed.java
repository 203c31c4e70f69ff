package dev.penstock.workflows;

import io.temporal.api.enums.v1.RetryState;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;

/** Why an activity failed. */
final class Failed {
    private Failed() {}

    /** An attempt that fails while its cancellation is on its way is not tried again by the server. */
    static boolean byCancellation(RuntimeException failure) {
        return failure instanceof CanceledFailure
                || failure.getCause() instanceof CanceledFailure
                || (failure instanceof ActivityFailure activity
                        && activity.getRetryState() == RetryState.RETRY_STATE_CANCEL_REQUESTED
                        && Hold.reason(failure).isEmpty());
    }
}
