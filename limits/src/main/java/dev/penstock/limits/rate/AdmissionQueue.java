package dev.penstock.limits.rate;

import dev.penstock.contracts.Urgency;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Admits waiting calls one after another as soon as the limits allow, and detects calls that will never be admitted.
 *
 * <p>The queue never waits itself: it signals the thread of a call that was admitted, has been rejected, or may go earlier
 * than the thread expects. Not thread-safe; everything happens under the limiter's lock.
 */
final class AdmissionQueue {
    private final RateLimiter limiter;
    private final AdmissionControl control;
    private final LongSupplier nanos;
    private final ModelBacklog backlog;
    private final WaitingCalls waiting = new WaitingCalls();
    private boolean closed;

    /**
     * Creates an empty queue.
     *
     * @param nanos time since the limiter was created
     */
    AdmissionQueue(RateLimiter limiter, AdmissionControl control, LongSupplier nanos) {
        this.limiter = limiter;
        this.control = control;
        this.nanos = nanos;
        backlog = new ModelBacklog(control);
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Returns whether more calls should wait than do now.
     *
     * @param inTransit calls that will come in any case
     * @param ready how many calls should wait, as far as so many may still start
     */
    boolean wantsMore(int inTransit, int ready) {
        long most = control.mayStillStart();
        if (closed || most <= 0) {
            return false;
        }
        return inTransit + waiting.size() < Math.min(ready, most)
                || (most == Long.MAX_VALUE && backlog.wantsMore(inTransit, waiting.sizes(), nanos.getAsLong()));
    }

    /** Returns how long a call should stay away, because too many of its model wait already; empty if it may wait. */
    Optional<Duration> postponed(String model) {
        return backlog.postponed(model, waiting.sizes().getOrDefault(model, 0), nanos.getAsLong());
    }

    /** Returns the number of waiting calls by model. */
    Map<String, Integer> sizes() {
        return waiting.sizes();
    }

    /** Returns the tokens of the largest waiting call by model, where the tokens of an hour or a day are limited; otherwise nothing. */
    Map<String, Long> largest() {
        if (!control.limitsTotalTokens()) {
            return Map.of();
        }
        Map<String, Long> largest = new HashMap<>();
        waiting.forEach(call -> largest.merge(
                call.model, control.reserved(call.model, call.tokens).total(), Math::max));
        return largest;
    }

    /**
     * Admits a call if none goes before it and the limits allow it now; otherwise it waits in the queue.
     *
     * @return whether the call was admitted
     */
    boolean admitOrEnqueue(WaitingCall call, Urgency urgency) {
        checkNotRejected(call);
        long now = nanos.getAsLong();
        if (!waiting.goBefore(call, urgency, ready(now), now)
                && control.earliest(call.model, call.tokens, now) <= now) {
            call.permit = admit(call);
            return true;
        }
        control.model(call.model, now).estimated(control.reserved(call.model, call.tokens));
        waiting.add(call, urgency);
        return false;
    }

    void remove(WaitingCall call) {
        waiting.remove(call);
    }

    /** Admits the calls at the head of the queue for as long as the limits allow. */
    void admitWaiting() {
        long now = nanos.getAsLong();
        WaitingCall first = first(now);
        while (first != null && !closed) {
            if (isRejected(first)) {
                // The rejected call's thread wakes, leaves, and has the next call admitted.
                first.wakeUp.signal();
                return;
            }
            long earliest = control.earliest(first.model, first.tokens, now);
            if (earliest > now) {
                if (earliest < first.sleepsUntil) {
                    first.wakeUp.signal();
                }
                return;
            }
            waiting.admit(first);
            first.permit = admit(first);
            first.wakeUp.signal();
            first = first(now);
        }
    }

    /** Wakes the threads of calls that will not be admitted; each of them finds out why. */
    void wakeRejected() {
        waiting.forEach(call -> {
            if (isRejected(call)) {
                call.wakeUp.signal();
            }
        });
    }

    /**
     * Throws if a call will never be admitted.
     *
     * @throws RateLimiterClosedException when the limiter is closed or the call's group has stopped waiting
     * @throws RequestTooLargeException when the call needs more tokens than any request may
     */
    void checkNotRejected(WaitingCall call) {
        if (closed || call.group.hasStoppedWaiting()) {
            throw new RateLimiterClosedException(
                    closed ? "the rate limiter is closed" : "gave up waiting for the rate limiter");
        }
        if (isTooLarge(call)) {
            throw largestRequest(call).explain(call.least);
        }
    }

    /** Returns when the thread of this call should look again; only the thread of the first call in the queue sleeps until a time. */
    long wakesUpAt(WaitingCall call, long now) {
        return call.equals(first(now)) ? control.earliest(call.model, call.tokens, now) : AdmissionControl.NEVER;
    }

    /** Returns the next call: a probe is a call that has not failed before, because the reason may have been the request. */
    private @Nullable WaitingCall first(long now) {
        return control.admitsProbesOnly() ? waiting.firstUntried(ready(now), now) : waiting.first(ready(now), now);
    }

    private ToLongFunction<WaitingCall> ready(long now) {
        return call -> control.earliestOfModel(call.model, call.tokens, now);
    }

    private boolean isRejected(WaitingCall call) {
        return closed || call.group.hasStoppedWaiting() || isTooLarge(call);
    }

    private boolean isTooLarge(WaitingCall call) {
        return largestRequest(call).excludes(call.least);
    }

    private LargestRequest largestRequest(WaitingCall call) {
        return TokenReservation.largest(control.limits(), call.model);
    }

    private Permit admit(WaitingCall call) {
        long now = nanos.getAsLong();
        CallTokens tokens = control.reserved(call.model, call.tokens);
        return new Permit(limiter, control.take(call.model, tokens, now));
    }
}
