package dev.penstock.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import java.util.Optional;

/** Recognises what ended because it was cancelled. */
final class Cancelled {
    private Cancelled() {}

    static boolean is(RuntimeException failure) {
        return by(failure).isPresent();
    }

    /** Empty for any other failure. */
    static Optional<CanceledFailure> by(RuntimeException failure) {
        Throwable why = failure instanceof ChildWorkflowFailure || failure instanceof ActivityFailure
                ? failure.getCause()
                : failure;
        return why instanceof CanceledFailure cancelled ? Optional.of(cancelled) : Optional.empty();
    }
}
