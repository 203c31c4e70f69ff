package dev.penstock.activities.budget;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.shard.Shortfall;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The budget of one slice. The worst case of a call is set aside before the call goes out, and the unused rest is
 * available to other calls when the call has ended.
 */
public final class SliceBudget {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final boolean limited;
    private NanoUsd left;
    private NanoUsd spent = NanoUsd.ZERO;
    private int underWay;
    private NanoUsd smallestRefused = NanoUsd.MOST;

    /**
     * @param mayCost the most that the slice may cost; null if it is unlimited
     */
    public SliceBudget(@Nullable NanoUsd mayCost) {
        limited = mayCost != null;
        left = mayCost == null ? NanoUsd.ZERO : mayCost;
    }

    public boolean isLimited() {
        return limited;
    }

    /** Counts an amount that was spent in an earlier run of the slice. */
    public void spentBefore(NanoUsd amount) {
        lock.lock();
        try {
            left = left.minus(amount);
            spent = spent.plus(amount);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets aside the worst case of a call; waits while calls under way may leave enough.
     *
     * @return whether the amount was set aside; if so, {@link #settle} must follow
     */
    public boolean reserve(NanoUsd worst) throws InterruptedException {
        lock.lock();
        try {
            while (left.isLessThan(worst) && underWay > 0) {
                settled.await();
            }
            if (left.isLessThan(worst)) {
                smallestRefused = smallestRefused.min(worst);
                return false;
            }
            left = left.minus(worst);
            underWay++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Settles a call for which {@link #reserve} set an amount aside.
     *
     * @param worst the amount that was set aside
     * @param cost the most that the call has cost
     */
    public void settle(NanoUsd worst, NanoUsd cost) {
        lock.lock();
        try {
            left = left.plus(worst).minus(cost);
            spent = spent.plus(cost);
            underWay--;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what was spent, and what would be needed for the cheapest of the refused requests. */
    public Shortfall shortfall() {
        lock.lock();
        try {
            return new Shortfall(spent, spent.plus(smallestRefused));
        } finally {
            lock.unlock();
        }
    }
}
