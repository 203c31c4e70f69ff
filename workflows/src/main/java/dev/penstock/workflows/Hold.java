package dev.penstock.workflows;

import dev.penstock.contracts.FailureTypes;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    /**
     * Tries it until it succeeds, or fails with something else.
     *
     * @param waitForAPerson told what is to be mended; comes back when somebody says that it is
     */
    static <T> T retryWhenMended(Supplier<T> activity, Consumer<String> waitForAPerson) {
        while (true) {
            try {
                return activity.get();
            } catch (ActivityFailure failure) {
                waitForAPerson.accept(reason(failure).orElseThrow(() -> failure));
            }
        }
    }
}
