package dev.penstock.activities;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.InvalidInput;
import dev.penstock.contracts.PrintableText;
import dev.penstock.contracts.Problem;
import dev.penstock.store.StoreUnavailableException;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/** Creates the failures by which planning and assembling tell a workflow what is wrong. */
public final class PlanFailures {
    private PlanFailures() {}

    /**
     * Returns the failure for an input with wrong lines.
     *
     * @param told the problems in words, equal ones once
     * @param untold how many problems are in none of them
     */
    public static ApplicationFailure invalid(InvalidInput input, List<String> told, long untold) {
        return ApplicationFailure.newNonRetryableFailure(
                "the input has %d problem%s, so nothing was sent:%n  %s%s"
                        .formatted(
                                input.total(),
                                input.total() == 1 ? "" : "s",
                                String.join("\n  ", told),
                                untold > 0 ? "\n  … and %d more".formatted(untold) : ""),
                FailureTypes.INVALID_INPUT,
                input);
    }

    /** Returns the failure for an input that is wrong as a whole, not in one of its lines. */
    public static ApplicationFailure invalid(String code, String message) {
        Problem problem = new Problem(0, code, message);
        return ApplicationFailure.newNonRetryableFailure(
                problem.message(), FailureTypes.INVALID_INPUT, new InvalidInput(1, List.of(problem)));
    }

    public static ApplicationFailure invalidSpec(String message) {
        return ApplicationFailure.newNonRetryableFailure(
                PrintableText.shortened(message, Problem.LONGEST_MESSAGE), FailureTypes.INVALID_SPEC);
    }

    public static ApplicationFailure doesNotAddUp(String message) {
        return ApplicationFailure.newNonRetryableFailure(message, FailureTypes.DOES_NOT_ADD_UP);
    }

    /**
     * Returns the failure that holds a batch until a person has made room in the store; finished results are safe
     * meanwhile.
     */
    public static ApplicationFailure hold(StoreUnavailableException e) {
        return ApplicationFailure.newNonRetryableFailure(e.getMessage(), FailureTypes.HOLD);
    }
}
