package dev.penstock.activities.budget;

import dev.penstock.contracts.shard.Shortfall;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The budget of one slice. The worst case of a call is set aside before the call goes out, and the unused rest is
 * available to other calls when the call has ended. Amounts in billionths of a US dollar.
 */
public final class SliceBudget {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final boolean limited;
    private long left;
    private long spent;
    private int underWay;
    private long smallestRefused = Long.MAX_VALUE;

    /**
     * @param mayCost the most that the slice may cost; null if it is unlimited
     */
    public SliceBudget(@Nullable Long mayCost) {
        limited = mayCost != null;
        left = mayCost == null ? 0 : mayCost;
    }

    public boolean isLimited() {
        return limited;
    }

    /** Counts an amount that was spent in an earlier run of the slice. */
    public void spentBefore(long amount) {
        lock.lock();
        try {
            left -= amount;
            spent += amount;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets aside the worst case of a call; waits while calls under way may leave enough.
     *
     * @return whether the amount was set aside; if so, {@link #settle} must follow
     */
    public boolean reserve(long worst) throws InterruptedException {
        lock.lock();
        try {
            while (left < worst && underWay > 0) {
                settled.await();
            }
            if (left < worst) {
                smallestRefused = Math.min(smallestRefused, worst);
                return false;
            }
            left -= worst;
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
    public void settle(long worst, long cost) {
        lock.lock();
        try {
            left += worst - cost;
            spent += cost;
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
            return new Shortfall(spent, spent + smallestRefused);
        } finally {
            lock.unlock();
        }
    }
}
