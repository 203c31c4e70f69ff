package dev.penstock.activities.budget;

import dev.penstock.contracts.shard.Shortfall;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a slice may cost. A call's worst case is set aside before it goes out, and what it didn't need is there for others
 * when it has ended. Amounts in billionths of a US dollar.
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
     * @param mayCost null = anything
     */
    public SliceBudget(@Nullable Long mayCost) {
        limited = mayCost != null;
        left = mayCost == null ? 0 : mayCost;
    }

    public boolean isLimited() {
        return limited;
    }

    /** What was spent before, in an earlier run of the slice. */
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
     * Waits while calls are under way that may leave something.
     *
     * @return whether it is set aside; to be followed by {@link #settle}
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
     * @param worst what was set aside
     * @param cost what the call has cost, at most
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

    /** What is missing for those that were refused. */
    public Shortfall shortfall() {
        lock.lock();
        try {
            return new Shortfall(spent, spent + smallestRefused);
        } finally {
            lock.unlock();
        }
    }
}
