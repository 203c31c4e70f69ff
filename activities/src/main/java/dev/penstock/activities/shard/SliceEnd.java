package dev.penstock.activities.shard;

import dev.penstock.activities.call.RetryDecision;
import dev.penstock.activities.call.RetryRule;
import dev.penstock.activities.call.TryAgain;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.store.Result;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects how a slice's requests ended, and decides how the slice ends. */
final class SliceEnd {
    private final int size;
    private final Supplier<Duration> pausedFor;
    private final RequestBudget budget;
    private final List<Result> results = new ArrayList<>();
    private int toTryAgain;
    private int mostFaults;
    private boolean throttled;
    private Duration atLeast = Duration.ZERO;
    private boolean interrupted;
    private boolean unaffordable;
    private @Nullable String heldBecause;
    private @Nullable Instant heldUntil;
    private @Nullable ActivityCompletionException cancelled;
    private @Nullable RuntimeException failure;

    /**
     * @param pausedFor returns for how long 429 responses hold back all calls
     */
    SliceEnd(int size, Supplier<Duration> pausedFor, RequestBudget budget) {
        this.size = size;
        this.pausedFor = pausedFor;
        this.budget = budget;
    }

    synchronized void add(Result result) {
        results.add(result);
    }

    synchronized void tryAgain(RetryDecision.Again again) {
        toTryAgain++;
        throttled |= again.faults() == 0;
        mostFaults = Math.max(mostFaults, again.faults());
        atLeast = again.atLeast().compareTo(atLeast) > 0 ? again.atLeast() : atLeast;
    }

    synchronized void postponed(Duration wait) {
        toTryAgain++;
        atLeast = wait.compareTo(atLeast) > 0 ? wait : atLeast;
    }

    synchronized void notCalled() {
        interrupted = true;
    }

    synchronized void unaffordable() {
        unaffordable = true;
    }

    /**
     * Notes that a request is held.
     *
     * @param until when it may be called again if nobody acts; null = not by itself
     */
    synchronized void held(String because, @Nullable Instant until) {
        if (heldBecause == null) {
            heldBecause = because;
            heldUntil = until;
        }
    }

    synchronized void cancelled(ActivityCompletionException by) {
        cancelled = by;
    }

    synchronized void failed(RuntimeException by) {
        failure = failure == null ? by : failure;
    }

    synchronized int done() {
        return results.size();
    }

    synchronized int left() {
        return size - results.size();
    }

    /** Returns the results; throws unless every request has one. */
    List<Result> results() {
        // The limiters are asked first: waiting for them with this monitor held would pin the thread on Java before 24.
        return results(pausedFor.get());
    }

    private synchronized List<Result> results(Duration pausedFor) {
        if (results.size() == size) {
            return List.copyOf(results);
        }
        if (cancelled != null) {
            throw cancelled;
        }
        if (heldBecause != null) {
            throw heldUntil == null
                    ? ApplicationFailure.newNonRetryableFailure(heldBecause, FailureTypes.HOLD)
                    : ApplicationFailure.newNonRetryableFailure(heldBecause, FailureTypes.HOLD, heldUntil);
        }
        if (failure != null) {
            throw failure;
        }
        if (unaffordable && toTryAgain == 0 && !interrupted) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "%d of %d requests have to wait for more budget".formatted(size - results.size(), size),
                    FailureTypes.UNAFFORDABLE,
                    budget.shortfall());
        }
        Duration wait = interrupted ? RetryRule.MIN_DELAY : delay(pausedFor);
        throw TryAgain.after(wait, "%d of %d requests will be tried again".formatted(size - results.size(), size));
    }

    /**
     * Returns the longest delay that any request needs: the others of the slice are done, and one drawing for the whole
     * slice keeps the jitter, of which the least of fifty drawings would leave nothing.
     */
    private Duration delay(Duration pausedFor) {
        boolean pausedLonger = throttled && pausedFor.compareTo(atLeast) > 0;
        return RetryRule.delay(mostFaults, pausedLonger ? pausedFor : atLeast);
    }
}
