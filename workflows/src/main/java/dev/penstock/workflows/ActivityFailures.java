package dev.penstock.workflows;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.shard.Shortfall;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Interprets the failures of activities and child workflows. */
public final class ActivityFailures {
    private ActivityFailures() {}

    public static boolean isCancelled(RuntimeException failure) {
        return cancellation(failure).isPresent();
    }

    /** Returns the cancellation that ended an activity or a child workflow; empty for any other failure. */
    public static Optional<CanceledFailure> cancellation(RuntimeException failure) {
        Throwable why = failure instanceof ChildWorkflowFailure || failure instanceof ActivityFailure
                ? failure.getCause()
                : failure;
        return why instanceof CanceledFailure cancelled ? Optional.of(cancelled) : Optional.empty();
    }

    /** Returns whether a call was cancelled; the server does not retry an attempt that fails while its cancellation is on its way. */
    public static boolean isByCancellation(RuntimeException failure) {
        return failure instanceof CanceledFailure
                || failure.getCause() instanceof CanceledFailure
                || (failure instanceof ActivityFailure activity
                        && activity.getRetryState() == RetryState.RETRY_STATE_CANCEL_REQUESTED
                        && holdReason(failure).isEmpty());
    }

    /** Returns what the activity or workflow that failed said, without what Temporal adds on its way. */
    public static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure why) {
                return why.getOriginalMessage();
            }
        }
        return String.valueOf(failure.getMessage());
    }

    /**
     * Returns what a person has to fix before an activity can go on (disk full, wrong key); empty for any other failure.
     */
    public static Optional<String> holdReason(RuntimeException failure) {
        return application(failure, FailureTypes.HOLD).map(ApplicationFailure::getOriginalMessage);
    }

    /** Returns when an activity that was held may be tried again if nobody acts; empty if only a person can go on. */
    public static Optional<Instant> heldUntil(RuntimeException failure) {
        return application(failure, FailureTypes.HOLD)
                .filter(why -> why.getDetails().getSize() > 0)
                .map(why -> why.getDetails().get(Instant.class));
    }

    /** Returns what a slice has spent and lacks when its money was not enough; empty for any other failure. */
    public static Optional<Shortfall> shortfall(RuntimeException failure) {
        return application(failure, FailureTypes.UNAFFORDABLE)
                .map(why -> why.getDetails().get(Shortfall.class));
    }

    /**
     * Tries an activity until it succeeds, or fails with something that no person can fix.
     *
     * @param waitForAPerson receives the reason, and returns when a person says that it is fixed
     */
    public static <T> T retryWhenMended(Supplier<T> activity, Consumer<String> waitForAPerson) {
        while (true) {
            try {
                return activity.get();
            } catch (ActivityFailure failure) {
                waitForAPerson.accept(holdReason(failure).orElseThrow(() -> failure));
            }
        }
    }

    private static Optional<ApplicationFailure> application(RuntimeException failure, String type) {
        return failure instanceof ActivityFailure
                        && failure.getCause() instanceof ApplicationFailure why
                        && type.equals(why.getType())
                ? Optional.of(why)
                : Optional.empty();
    }
}
