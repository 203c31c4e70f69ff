package dev.penstock.client.batch;

import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/** Finds the reason for a workflow's failure: its own, or that of the activity or child workflow it waited for. */
public final class FailureReason {
    private FailureReason() {}

    /** Returns the outermost application failure in a chain of causes, beneath Temporal's wrapping exceptions. */
    public static Optional<ApplicationFailure> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure application) {
                return Optional.of(application);
            }
        }
        return Optional.empty();
    }
}
