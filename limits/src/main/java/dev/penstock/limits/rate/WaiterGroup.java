package dev.penstock.limits.rate;

/** Calls that wait at a rate limiter together, such as those of a slice, and can be told together to stop waiting. */
public final class WaiterGroup {
    private final RateLimiter limiter;
    private volatile boolean stopped;

    WaiterGroup(RateLimiter limiter) {
        this.limiter = limiter;
    }

    /**
     * Ends the waiting of all calls of this group, and of those that join it later, with a
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
