package dev.penstock.activities.completion;

import dev.penstock.activities.call.RetryRule;
import dev.penstock.activities.call.RouteWaiters;
import dev.penstock.activities.call.TryAgain;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.limits.rate.Fairness;
import dev.penstock.store.Result;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A completion's waiting for its pool, and what may end it: cancellation, a draining process, its deadline, a closed pool. */
final class CompletionWait {
    private static final Logger log = LoggerFactory.getLogger(CompletionWait.class);

    private final CompletionAttempt attempt;
    private final RouteWaiters waiters;
    private final WorkerDrain drain;
    private final ClosedPool closed;
    private final AtomicReference<@Nullable ActivityCompletionException> cancelled = new AtomicReference<>();

    CompletionWait(CompletionAttempt attempt, Route route, WorkerDrain drain) {
        this.attempt = attempt;
        this.waiters = new RouteWaiters(fairness(attempt.request()));
        this.drain = drain;
        this.closed = new ClosedPool(route, attempt.isAwaited());
    }

    /** Returns by what completions take turns while they wait: their tenants' weights, as tasks of batches do in their queues. */
    private static Fairness fairness(CompletionRequest request) {
        return request.tenant() == null || !(request.weightOrOne() > 0)
                ? Fairness.NONE
                : new Fairness(request.tenant(), request.weightOrOne());
    }

    RouteWaiters waiters() {
        return waiters;
    }

    /** Goes to another pool if that is better, and ends the wait if all are closed and the caller wants to be told. */
    void check() {
        waiters.look();
        closed.check(waiters);
    }

    /**
     * Sends a heartbeat and checks whether the pool is closed. To be called every second.
     *
     * @param heart throws when the completion is no longer wanted
     */
    void beat(Runnable heart) {
        try {
            heart.run();
        } catch (ActivityCompletionException e) {
            cancelled.set(e);
            stop();
            if (attempt.live() != null) {
                attempt.live().leave();
            }
        } catch (RuntimeException e) {
            log.debug("A heartbeat of a completion could not be sent", e);
        }
        check();
    }

    /** Ends the wait for a permit; a call under way is finished. */
    void stop() {
        waiters.stopWaiting();
    }

    /** Returns why the wait ended; throws if another attempt or a cancellation follows. */
    Result.Error ended() {
        ActivityCompletionException cancellation = cancelled.get();
        if (cancellation != null) {
            throw cancellation;
        }
        if (drain.hasBegun()) {
            throw TryAgain.after(RetryRule.MIN_DELAY, "this worker is stopping");
        }
        return closed.found()
                .orElseGet(() ->
                        new Result.Error("request_timeout", "the pool's quota was not free within the time limit"));
    }
}
