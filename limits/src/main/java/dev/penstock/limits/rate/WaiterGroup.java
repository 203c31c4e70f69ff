package dev.penstock.limits.rate;

/** A group of calls that wait at a rate limiter, such as the calls of a slice, and can be told together to stop waiting. */
public final class WaiterGroup {
    private final RateLimiter limiter;
    private final Fairness fairness;
    private volatile boolean stopped;

    WaiterGroup(RateLimiter limiter, Fairness fairness) {
        this.limiter = limiter;
        this.fairness = fairness;
    }

    Fairness fairness() {
        return fairness;
    }

    /**
     * Ends the waiting of all calls of this group, and of calls that join it later, with a
     * {@link RateLimiterClosedException}. Calls that have a permit go on.
     */
    public void stopWaiting() {
        stopped = true;
        limiter.wakeRejected();
    }

    public boolean hasStoppedWaiting() {
        return stopped;
    }
}
