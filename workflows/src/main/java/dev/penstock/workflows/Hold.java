package dev.penstock.workflows;

import dev.penstock.contracts.FailureTypes;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/** Recognises an activity that cannot go on until a person acts: disk full, wrong key. */
final class Hold {
    private Hold() {}

    /** What the person should know; empty for any other failure. */
    static Optional<String> reason(RuntimeException failure) {
        if (failure instanceof ActivityFailure
                && failure.getCause() instanceof ApplicationFailure why
                && FailureTypes.HOLD.equals(why.getType())) {
            return Optional.of(why.getOriginalMessage());
        }
        return Optional.empty();
    }
}
