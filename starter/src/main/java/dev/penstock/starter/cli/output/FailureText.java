package dev.penstock.starter.cli.output;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The one line that a command prints when it fails unexpectedly. */
public final class FailureText {
    private FailureText() {}

    /** Returns the failure's message; of a failed request to Temporal, what the server answered, and not only the ids asked for. */
    public static String of(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException answer) {
                return temporal(answer.getStatus());
            }
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static String temporal(Status status) {
        String description = status.getDescription() == null ? "" : ": " + status.getDescription();
        return "a request to the Temporal server failed (" + status.getCode() + description
                + "); try again, or see what `penstock doctor` finds";
    }
}
