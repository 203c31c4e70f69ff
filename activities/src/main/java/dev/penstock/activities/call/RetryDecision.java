package dev.penstock.activities.call;

import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The decision of {@link RetryRule} on what happens to a request after an outcome. */
public sealed interface RetryDecision {
    /** The request has its result: an answer, or a dead letter when there is an error. */
    record Done(Result.@Nullable Response response, Result.@Nullable Error error) implements RetryDecision {}

    /**
     * The request is called again.
     *
     * @param faults how many faults the request has met; 0 if it was only throttled, which never counts
     * @param atLeast the shortest wait that the provider asked for
     */
    record Again(int faults, Duration atLeast, Outcome.Failed outcome) implements RetryDecision {}

    /**
     * The request is held until a person acts, or until a time.
     *
     * @param mayHaveCost whether the provider may charge for the call
     * @param until when the request is called again if nobody acts; null = not by itself
     */
    record Hold(
            String because,
            Outcome.Blocked outcome,
            boolean mayHaveCost,
            @Nullable Instant until) implements RetryDecision {
        Hold(String because, Outcome.Blocked outcome, boolean mayHaveCost) {
            this(because, outcome, mayHaveCost, null);
        }
    }
}
