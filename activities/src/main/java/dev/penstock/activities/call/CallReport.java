package dev.penstock.activities.call;

import dev.penstock.store.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** How a request ended, as one layer of the stack of a call reports it to the layer around it. */
public sealed interface CallReport {
    /**
     * The request has its result: an answer, or the error that makes it a dead letter.
     *
     * @param durable done when the result is safe; from the start where nothing is written down
     */
    record Finished(Result result, CompletableFuture<Void> durable) implements CallReport {
        Finished(Result result) {
            this(result, CompletableFuture.completedFuture(null));
        }
    }

    /** The call failed, and the request is to be called again. */
    record Retry(RetryDecision.Again decision, Duration latency) implements CallReport {
        /** Whether the provider may charge for the call. */
        public boolean mayHaveCost() {
            return decision.outcome().mayHaveCost();
        }
    }

    /** The provider turned the account away, so that the request waits for a person. */
    record Held(RetryDecision.Hold decision, Duration latency) implements CallReport {}

    /**
     * This process gave the call up while it was under way.
     *
     * @param mayHaveCost whether the provider may charge for the call
     */
    record CutOff(boolean mayHaveCost) implements CallReport {}

    /** The request was not called, because its waiting was ended. */
    record NotCalled() implements CallReport {}

    /** The request was not called, because the pool's quota can never hold it. */
    record TooLarge(Result.Error error) implements CallReport {}

    /** The request was not called, because it may cost more than is left of a budget. */
    record Unaffordable(String reason) implements CallReport {}

    /** The request was not called, because nobody knows what it may cost, and this budget has to hold. */
    record Unpriced(String budget) implements CallReport {}

    /** The request was not called, because what is left of this budget cannot be learned now. */
    record BudgetUnavailable(String budget) implements CallReport {}
}
