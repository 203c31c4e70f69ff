package dev.penstock.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;

/** Recognises what ended because it was cancelled. */
final class Cancelled {
    private Cancelled() {}

    static boolean is(RuntimeException failure) {
        return failure instanceof CanceledFailure
                || ((failure instanceof ChildWorkflowFailure || failure instanceof ActivityFailure)
                        && failure.getCause() instanceof CanceledFailure);
    }
}
