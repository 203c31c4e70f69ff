package dev.penstock.activities.call;

import dev.penstock.activities.pool.Pool;
import dev.penstock.limits.rate.Fairness;
import dev.penstock.limits.rate.RateLimiter;
import dev.penstock.limits.rate.WaiterGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The calls of a slice, or a completion, that wait at the rate limiters of a route's pools: they stop waiting together, or those
 * of one pool leave it for others.
 */
public final class RouteWaiters {
    private final Function<RateLimiter, WaiterGroup> newGroup;
    private final BooleanSupplier isGivenUp;
    private final Map<RateLimiter, WaiterGroup> groups = new HashMap<>();
    private boolean stopped;
    private volatile Runnable look = () -> {};

    public RouteWaiters(Fairness fairness) {
        this(fairness, () -> false);
    }

    /**
     * Creates the waiters of requests that may be taken away while they wait.
     *
     * @param isGivenUp whether another worker calls them by now
     */
    public RouteWaiters(Fairness fairness, BooleanSupplier isGivenUp) {
        this(limiter -> limiter.newWaiterGroup(fairness), isGivenUp);
    }

    private RouteWaiters(Function<RateLimiter, WaiterGroup> newGroup, BooleanSupplier isGivenUp) {
        this.newGroup = newGroup;
        this.isGivenUp = isGivenUp;
    }

    /** Returns the waiters of a route of one pool, which wait in this group. */
    public static RouteWaiters of(WaiterGroup only) {
        return new RouteWaiters(any -> only, only::hasStoppedWaiting);
    }

    /** Returns the group in which calls wait for a pool from now on. */
    synchronized WaiterGroup at(Pool pool) {
        WaiterGroup group = groups.computeIfAbsent(pool.limiter(), newGroup);
        if (stopped) {
            group.stopWaiting();
        }
        return group;
    }

    /** Ends the waiting of all calls, and of calls that come later. Calls that have a permit go on. */
    public void stopWaiting() {
        List<WaiterGroup> all;
        synchronized (this) {
            stopped = true;
            all = List.copyOf(groups.values());
        }
        all.forEach(WaiterGroup::stopWaiting);
    }

    /** Ends the waiting of the calls that wait for a pool now, so that they go to another one. */
    void leave(Pool pool) {
        WaiterGroup group;
        synchronized (this) {
            group = groups.remove(pool.limiter());
        }
        if (group != null) {
            group.stopWaiting();
        }
    }

    /** Returns whether a call must not be made any more, even if it has a permit. */
    boolean isGivenUp() {
        return isGivenUp.getAsBoolean();
    }

    /** Has calls that wait at a pool choose another one if that is better; to be called every second. */
    public void look() {
        look.run();
    }

    void onLook(Runnable newLook) {
        look = newLook;
    }

    public synchronized boolean hasStoppedWaiting() {
        return stopped || isGivenUp.getAsBoolean();
    }
}
