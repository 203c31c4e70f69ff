package dev.penstock.limits.rate;

import dev.penstock.contracts.Urgency;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Waits in a call's own thread until the call has its permit.
 *
 * <p>The thread of the first waiting call sleeps until a time, all others sleep until they are signalled: a thread that changes
 * something admits all calls that may go now, so that the order of arrival holds exactly.
 */
final class PermitWait {
    private final ReentrantLock lock;
    private final AdmissionQueue queue;
    private final LongSupplier nanos;

    /**
     * @param nanos time since the limiter was created
     */
    PermitWait(ReentrantLock lock, AdmissionQueue queue, LongSupplier nanos) {
        this.lock = lock;
        this.queue = queue;
        this.nanos = nanos;
    }

    /**
     * Returns the permit of a call.
     *
     * @param onChange runs after the call came, and after it was admitted or left if it had to wait
     */
    Permit await(WaitingCall call, Urgency urgency, Runnable onChange) throws InterruptedException {
        boolean admitted = enter(call, urgency);
        onChange.run();
        if (!admitted) {
            // The wait is uninterruptible, because the call is in the queue already, and may have its permit.
            lock.lock();
            try {
                awaitPermit(call);
            } finally {
                lock.unlock();
                onChange.run();
            }
        }
        return Objects.requireNonNull(call.permit);
    }

    private boolean enter(WaitingCall call, Urgency urgency) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return queue.admitOrEnqueue(call, urgency);
        } finally {
            lock.unlock();
        }
    }

    private void awaitPermit(WaitingCall call) throws InterruptedException {
        try {
            while (call.permit == null) {
                queue.checkNotRejected(call);
                sleep(call);
                queue.admitWaiting();
            }
        } finally {
            if (call.permit == null) {
                queue.remove(call);
                queue.admitWaiting();
            }
        }
    }

    private void sleep(WaitingCall call) throws InterruptedException {
        long now = nanos.getAsLong();
        call.sleepsUntil = queue.wakesUpAt(call, now);
        try {
            if (call.sleepsUntil == AdmissionControl.NEVER) {
                call.wakeUp.await();
            } else if (call.sleepsUntil > now) {
                long unused = call.wakeUp.awaitNanos(call.sleepsUntil - now);
            }
        } catch (InterruptedException e) {
            if (call.permit == null) {
                throw e;
            }
            // The call was admitted at that moment, and a permit must not get lost.
            Thread.currentThread().interrupt();
        }
    }
}
