package dev.penstock.limits.rate;

import org.jspecify.annotations.Nullable;

/** One quota of a pool, requests or tokens: paced, and never exceeded in any minute. */
final class Allowance {
    /** Records what goes out without a quota too, so that one that comes later knows the last minute. */
    private final SlidingWindow window;

    private @Nullable Pacer pacer;

    Allowance(@Nullable Long perMinute, boolean strict, long now) {
        window = new SlidingWindow(Double.POSITIVE_INFINITY);
        setQuota(perMinute, strict, now);
    }

    /**
     * @param perMinute null = no limit
     * @param strict whether it is spread over the minute; otherwise a minute's worth may go at once
     */
    void setQuota(@Nullable Long perMinute, boolean strict, long now) {
        window.setQuota(perMinute == null ? Double.POSITIVE_INFINITY : perMinute, strict, now);
        if (perMinute == null || !strict) {
            pacer = null;
        } else if (pacer == null) {
            pacer = new Pacer(perMinute, now);
        } else {
            pacer.setQuota(perMinute, now);
        }
    }

    long earliest(double amount, long now) {
        long paced = pacer == null ? now : pacer.earliest(amount, now);
        return Math.max(paced, window.earliest(amount, now));
    }

    /**
     * @return the place it is remembered at, for {@link #settle}
     */
    long take(double amount, long now) {
        if (pacer != null) {
            pacer.take(amount, now);
        }
        return window.take(amount, now);
    }

    void settle(long place, double difference, long now) {
        if (pacer != null) {
            pacer.settle(difference, now);
        }
        window.settle(place, difference);
    }

    /** What went out in the last minute. */
    double lastMinute(long now) {
        return window.sum(now);
    }
}
