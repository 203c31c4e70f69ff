package dev.penstock.activities.call;

import dev.penstock.contracts.FailureTypes;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** Creates the failure by which an activity asks Temporal to run it again. */
public final class TryAgain {
    private TryAgain() {}

    public static ApplicationFailure after(Duration wait, String message) {
        return ApplicationFailure.newBuilder()
                .setMessage(message)
                .setType(FailureTypes.TRY_AGAIN)
                .setNextRetryDelay(wait)
                // This failure is normal: no warning with a stack trace in the worker's log.
                .setCategory(ApplicationErrorCategory.BENIGN)
                .build();
    }
}
