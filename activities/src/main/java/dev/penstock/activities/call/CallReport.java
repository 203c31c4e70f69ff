package dev.penstock.activities.call;

import dev.penstock.store.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The report of one layer of the stack of a call to the layer around it: how a request ended. */
public sealed interface CallReport {
    /**
     * The request has its result: an answer, or the error that makes it a dead letter.
     *
     * @param durable completes when the result is durable; already complete if the result is not written to a log
     */
    record Finished(Result result, CompletableFuture<Void> durable) implements CallReport {
        Finished(Result result) {
            this(result, CompletableFuture.completedFuture(null));
        }
    }

    /** The call failed, and the request is to be called again. */
    record Retry(RetryDecision.Again decision, Duration latency) implements CallReport {
        /** Returns whether the provider may charge for the call. */
        public boolean mayHaveCost() {
            return decision.outcome().mayHaveCost();
        }
    }

    /** The provider rejected the account, so that the request is held until a person acts. */
    record Held(RetryDecision.Hold decision, Duration latency) implements CallReport {}

    /**
     * This process ended the call while it was under way.
     *
     * @param mayHaveCost whether the provider may charge for the call
     */
    record CutOff(boolean mayHaveCost) implements CallReport {}

    /** The request was not called, because its wait was stopped. */
    record NotCalled() implements CallReport {}

    /**
     * The request was not called, because more calls of its model wait already than its model's own limits admit soon.
     *
     * @param atLeast how long to stay away
     */
    record Postponed(Duration atLeast) implements CallReport {}

    /** The request was not called, because the pool's quota can never hold it. */
    record TooLarge(Result.Error error) implements CallReport {}

    /** The request was not called, because a file that it names cannot be sent. */
    record Unsendable(Result.Error error) implements CallReport {}

    /** The request was not called, because its worst case is more than what is left of a budget. */
    record Unaffordable(String reason) implements CallReport {}

    /** The request was not called, because its worst case is unknown and a budget has to hold. */
    record Unpriced(String budget) implements CallReport {}

    /** The request was not called, because the budget does not respond. */
    record BudgetUnavailable(String budget) implements CallReport {}
}
