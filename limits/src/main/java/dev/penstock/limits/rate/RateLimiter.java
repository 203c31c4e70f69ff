package dev.penstock.limits.rate;

import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.limits.QuotaLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The rate limiter of one pool in one process: every call to the provider needs a permit from here.
 *
 * <p>This class only locks, and {@link PermitWait} waits; {@link AdmissionControl} and {@link AdmissionQueue} decide.
 */
public final class RateLimiter {
    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier clock;
    private final long origin;
    private final AdmissionControl control;
    private final AdmissionQueue queue;
    private final AdmissionForecaster forecaster;
    private final PermitWait wait;
    private volatile Runnable onChange = () -> {};

    /**
     * @param nanoClock a monotonic clock in nanoseconds that runs in real time, because waiting is real:
     *     {@code System::nanoTime}
     * @param random spreads calls after a 429
     */
    public RateLimiter(RateLimits limits, LongSupplier nanoClock, RandomGenerator random) {
        clock = nanoClock;
        origin = nanoClock.getAsLong();
        control = new AdmissionControl(limits, random, 0);
        queue = new AdmissionQueue(this, control, this::now);
        forecaster = new AdmissionForecaster(control);
        wait = new PermitWait(lock, queue, this::now);
    }

    /** Waits for a permit; see {@link #acquire(String, CallEstimate, Urgency, WaiterGroup, boolean)}. */
    public Permit acquire(CallTokens tokens, Urgency urgency) throws InterruptedException {
        return acquire("", CallEstimate.of(tokens), urgency, newWaiterGroup(), false);
    }

    /**
     * Waits until a call may start, behind calls of a higher urgency, and in turn with those of the same. Thousands of virtual threads
     * may wait at once.
     *
     * @param model the model that is called; calls of one that may not be called yet let others pass
     * @param estimate what the call is estimated to use; settled when its permit ends
     * @param failedBefore whether an earlier call of the request was lost; such a request does not probe a provider while
     *     another one can
     * @throws RateLimiterClosedException when the limiter is or gets closed, or the group stops waiting
     * @throws RequestTooLargeException when the pool's quota of a minute is smaller than this call
     */
    public Permit acquire(String model, CallEstimate estimate, Urgency urgency, WaiterGroup group, boolean failedBefore)
            throws InterruptedException {
        WaitingCall call =
                new WaitingCall(ModelReport.nameOf(model), estimate, failedBefore, group, lock.newCondition());
        return wait.await(call, urgency, onChange);
    }

    /** Returns a group for calls that wait together, such as those of a slice. */
    public WaiterGroup newWaiterGroup() {
        return newWaiterGroup(Fairness.NONE);
    }

    /** Returns a group for calls that wait together, and take turns with others of their urgency. */
    public WaiterGroup newWaiterGroup(Fairness fairness) {
        return new WaiterGroup(this, fairness);
    }

    /** Sets the limits for calls that start after this; calls under way keep their permits. */
    public void setLimits(RateLimits limits) {
        setLimits(limits, QuotaLimit.UNLIMITED);
    }

    /**
     * Sets the limits for calls that start after this; calls under way keep their permits.
     *
     * @param calls the most calls that may start in all until limits are set again
     */
    public void setLimits(RateLimits limits, QuotaLimit calls) {
        locked(() -> control.setLimits(limits, calls, now()));
        wakeRejected();
    }

    /** Tells whether this worker has the pool's whole quota. */
    public void setAlone(boolean alone) {
        locked(() -> control.setAlone(alone));
    }

    /**
     * Sets the listener that runs after a call came, was admitted or ended, or the limits changed; it runs in the thread
     * that changed something, so it must be quick and not wait.
     */
    public void onChange(Runnable listener) {
        onChange = listener;
    }

    /**
     * Returns whether more calls should wait here than do now, so that the next calls are ready when a call ends.
     *
     * @param inTransit calls that will come in any case
     * @param ready how many calls should wait, as far as so many may still start
     */
    public boolean wantsMore(int inTransit, int ready) {
        lock.lock();
        try {
            return queue.wantsMore(inTransit, ready);
        } finally {
            lock.unlock();
        }
    }

    /** Notes that calls of a model will come, so that those of another one do not keep them waiting in the task queue. */
    public void expect(String model) {
        locked(() -> control.expect(ModelReport.nameOf(model), now()));
    }

    /**
     * Returns how long a call should stay away instead of waiting here, because more calls of its model wait than can start
     * within half a minute; empty if it may wait here.
     */
    public Optional<Duration> postponed(String model) {
        lock.lock();
        try {
            return queue.postponed(ModelReport.nameOf(model));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when a call that comes now would probably be admitted.
     *
     * @param latency how long a call takes
     */
    public AdmissionForecast forecast(String model, Duration latency) {
        lock.lock();
        try {
            return queue.isClosed()
                    ? AdmissionForecast.CLOSED
                    : forecaster.forecast(ModelReport.nameOf(model), queue.sizes(), latency, now());
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether calls wait because nothing is left of what was lent of the limits of an hour or a day. */
    public boolean waitsToBorrow() {
        lock.lock();
        try {
            return control.hasNothingLeft() && !queue.sizes().isEmpty();
        } finally {
            lock.unlock();
        }
    }

    public RateLimits limits() {
        lock.lock();
        try {
            return control.limits();
        } finally {
            lock.unlock();
        }
    }

    /** Admits no more calls; waiting calls get a {@link RateLimiterClosedException}, calls under way go on. */
    public void close() {
        locked(queue::close);
        wakeRejected();
    }

    public RateLimiterStatus status() {
        lock.lock();
        try {
            return control.status(queue.sizes(), queue.largest(), queue.isClosed(), now());
        } finally {
            lock.unlock();
        }
    }

    void wakeRejected() {
        locked(queue::wakeRejected);
    }

    boolean isEvidence(Permit permit) {
        lock.lock();
        try {
            return control.isEvidence(permit.admission);
        } finally {
            lock.unlock();
        }
    }

    void answered(Permit permit, CallTokens used) {
        locked(() -> {
            control.ended(permit.admission);
            control.answered(permit.admission);
            control.settle(permit.admission, used, now());
        });
    }

    void throttled(Permit permit, @Nullable Duration retryAfter) {
        locked(() -> {
            control.ended(permit.admission);
            control.throttled(permit.admission, retryAfter, now());
            control.settle(permit.admission, CallTokens.NONE, now());
        });
    }

    void lost(Permit permit) {
        locked(() -> {
            control.ended(permit.admission);
            control.lost(permit.admission);
        });
    }

    void unused(Permit permit) {
        locked(() -> {
            control.ended(permit.admission);
            control.unused(permit.admission);
            control.settle(permit.admission, CallTokens.NONE, now());
        });
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            queue.admitWaiting();
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    private long now() {
        return clock.getAsLong() - origin;
    }
}
