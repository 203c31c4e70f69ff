package dev.penstock.limits.rate;

import dev.penstock.contracts.Urgency;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one pool in one worker: nobody calls the provider without a permit from here.
 *
 * <p>Only the first in line sleeps until a time; everybody else sleeps until called. Whoever changes something lets
 * through all who may go now, so that the order of arrival holds exactly.
 */
public final class Gate {
    static final long NEVER = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final WaitingLine line = new WaitingLine();
    private final LongSupplier clock;
    private final long origin;
    private final Quota quota;
    private volatile Runnable onChange = () -> {};
    private boolean closed;

    public Gate(GateLimits limits) {
        this(limits, System::nanoTime, RandomGenerator.getDefault());
    }

    Gate(GateLimits limits, LongSupplier nanoClock, RandomGenerator random) {
        clock = nanoClock;
        origin = nanoClock.getAsLong();
        quota = new Quota(limits, random, 0);
    }

    /** Waits for its turn; safe to call from thousands of virtual threads. */
    public Permit acquire(int tokens, Urgency urgency) throws InterruptedException {
        return acquire(tokens, urgency, null);
    }

    /**
     * @throws GateClosedException when the gate is or gets closed, or the visitors leave
     * @throws RequestTooLargeException when the pool's quota is smaller than this request
     */
    public Permit acquire(int tokens, Urgency urgency, @Nullable Visitors visitors) throws InterruptedException {
        Waiter waiter = new Waiter(tokens, visitors, lock.newCondition());
        boolean admitted = enter(waiter, urgency);
        onChange.run();
        if (!admitted) {
            // Uninterruptible: it is in line already, and may have its permit.
            lock.lock();
            try {
                await(waiter);
            } finally {
                lock.unlock();
                onChange.run();
            }
        }
        return Objects.requireNonNull(waiter.permit);
    }

    /** Those who come through this gate together, such as the requests of a slice. */
    public Visitors visitors() {
        return new Visitors(this);
    }

    /** From now on; who runs already is not concerned. */
    public void setLimits(GateLimits limits) {
        setLimits(limits, null);
    }

    /**
     * @param calls how many may be let out until the next limits; null = any number
     */
    public void setLimits(GateLimits limits, @Nullable Integer calls) {
        locked(() -> quota.setLimits(limits, calls, now()));
        sendAway();
    }

    /** Run, by whoever changed it, after somebody came, went or was let through; must be quick and not wait. */
    public void onChange(Runnable listener) {
        onChange = listener;
    }

    /**
     * Whether more should wait here than do, so that the next ones stand ready when a call ends.
     *
     * @param onTheirWay who will come without being asked
     * @param ready how many should wait, as long as so many can be let out
     */
    public boolean wantsMore(int onTheirWay, int ready) {
        lock.lock();
        try {
            return !closed && onTheirWay + line.size() < Math.min(ready, quota.mayStillBegin());
        } finally {
            lock.unlock();
        }
    }

    public GateLimits limits() {
        lock.lock();
        try {
            return quota.limits();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody out any more; who waits gets a {@link GateClosedException}. Running calls go on. */
    public void close() {
        locked(() -> closed = true);
        sendAway();
    }

    public void reopen() {
        locked(() -> closed = false);
    }

    public GateStatus status() {
        lock.lock();
        try {
            return quota.status(line.size(), closed, now());
        } finally {
            lock.unlock();
        }
    }

    /** Calls those who shall wait no longer; they find out why themselves. */
    void sendAway() {
        locked(() -> line.forEach(waiter -> {
            if (closed || waiter.hasLeft() || isTooLarge(waiter)) {
                waiter.called.signal();
            }
        }));
    }

    void answered(Permit permit, long actualTokens) {
        locked(() -> {
            quota.ended();
            quota.answered(permit.admittedAt);
            quota.settle(permit.tokensPlace, actualTokens - permit.tokens, now());
        });
    }

    void throttled(Permit permit, @Nullable Duration retryAfter) {
        long wait = retryAfter != null && retryAfter.isPositive() ? retryAfter.toNanos() : Park.NOT_SAID;
        locked(() -> {
            quota.ended();
            quota.throttled(permit.admittedAt, wait, now());
            quota.settle(permit.tokensPlace, -permit.tokens, now());
        });
    }

    void lost(Permit permit) {
        locked(quota::ended);
    }

    /** Through at once, or into the line. */
    private boolean enter(Waiter waiter, Urgency urgency) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            check(waiter);
            if (!line.holdsUp(urgency) && quota.earliest(waiter.tokens, now()) <= now()) {
                waiter.permit = admit(waiter);
                return true;
            }
            line.add(waiter, urgency);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void await(Waiter waiter) throws InterruptedException {
        try {
            while (waiter.permit == null) {
                check(waiter);
                sleep(waiter);
                letThrough();
            }
        } finally {
            if (waiter.permit == null) {
                line.remove(waiter);
                letThrough();
            }
        }
    }

    private void sleep(Waiter waiter) throws InterruptedException {
        long now = now();
        waiter.sleepsUntil = waiter.equals(line.first()) ? quota.earliest(waiter.tokens, now) : NEVER;
        try {
            if (waiter.sleepsUntil == NEVER) {
                waiter.called.await();
            } else if (waiter.sleepsUntil > now) {
                long unused = waiter.called.awaitNanos(waiter.sleepsUntil - now);
            }
        } catch (InterruptedException e) {
            if (waiter.permit == null) {
                throw e;
            }
            // It was let through at the same moment, and a permit must not get lost.
            Thread.currentThread().interrupt();
        }
    }

    private void check(Waiter waiter) {
        if (closed || waiter.hasLeft()) {
            throw new GateClosedException(closed ? "the gate is closed" : "gave up waiting at the gate");
        }
        if (isTooLarge(waiter)) {
            throw new RequestTooLargeException(
                    waiter.tokens, Objects.requireNonNull(quota.limits().largestRequest()));
        }
    }

    private boolean isTooLarge(Waiter waiter) {
        Long largest = quota.limits().largestRequest();
        return largest != null && waiter.tokens > largest;
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            letThrough();
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    private void letThrough() {
        long now = now();
        Waiter first = line.first();
        while (first != null && !closed) {
            if (first.hasLeft() || isTooLarge(first)) {
                // It wakes, goes, and lets the next through.
                first.called.signal();
                return;
            }
            long earliest = quota.earliest(first.tokens, now);
            if (earliest > now) {
                if (earliest < first.sleepsUntil) {
                    first.called.signal();
                }
                return;
            }
            line.remove(first);
            first.permit = admit(first);
            first.called.signal();
            first = line.first();
        }
    }

    private Permit admit(Waiter waiter) {
        long now = now();
        return new Permit(this, now, waiter.tokens, quota.take(waiter.tokens, now));
    }

    private long now() {
        return clock.getAsLong() - origin;
    }
}
