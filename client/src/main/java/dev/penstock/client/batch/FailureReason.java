package dev.penstock.client.batch;

import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/** Why a workflow failed, in its own words or in those of the activity or child it waited for. */
public final class FailureReason {
    private FailureReason() {}

    /** The outermost reason that somebody gave, under all that Temporal wraps round it. */
    public static Optional<ApplicationFailure> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure application) {
                return Optional.of(application);
            }
        }
        return Optional.empty();
    }
}
