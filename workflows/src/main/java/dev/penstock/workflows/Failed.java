package dev.penstock.workflows;

import io.temporal.api.enums.v1.RetryState;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
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

    /** What the activity itself said. */
    static String reason(ActivityFailure failure) {
        return failure.getCause() instanceof ApplicationFailure why
                ? why.getOriginalMessage()
                : String.valueOf(failure.getMessage());
    }
}
