package dev.penstock.workflows;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Shortfall;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/** Recognises a slice whose money was not enough. */
final class Unaffordable {
    private Unaffordable() {}

    /** What it has spent, and what it lacks; empty for any other failure. */
    static Optional<Shortfall> shortfall(RuntimeException failure) {
        if (failure instanceof ActivityFailure
                && failure.getCause() instanceof ApplicationFailure why
                && FailureTypes.UNAFFORDABLE.equals(why.getType())) {
            return Optional.of(why.getDetails().get(Shortfall.class));
        }
        return Optional.empty();
    }
}
