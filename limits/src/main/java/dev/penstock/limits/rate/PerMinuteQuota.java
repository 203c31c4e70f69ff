package dev.penstock.limits.rate;

import dev.penstock.limits.QuotaLimit;
import org.jspecify.annotations.Nullable;

/** A quota of requests or of tokens per minute: spread by a token bucket, and never exceeded in any 60 seconds. */
final class PerMinuteQuota {
    /** The window records without a quota too, so that a quota that is set later knows the last minute. */
    private final SlidingWindow window;

    private @Nullable TokenBucket bucket;

    PerMinuteQuota(QuotaLimit perMinute, boolean strict, long now) {
        window = new SlidingWindow(Double.POSITIVE_INFINITY);
        setQuota(perMinute, strict, now);
    }

    /**
     * Sets the quota.
     *
     * @param strict whether the quota is spread over the minute; otherwise a minute's worth may go at once
     */
    void setQuota(QuotaLimit perMinute, boolean strict, long now) {
        window.setQuota(perMinute.orInfinity(), strict, now);
        if (!strict || !(perMinute instanceof QuotaLimit.AtMost(long quota))) {
            bucket = null;
        } else if (bucket == null) {
            bucket = new TokenBucket(quota, now);
            // The provider's own bucket is not full after what went out while no quota was known.
            bucket.startAfter(window.sum(now));
        } else {
            bucket.setQuota(quota, now);
        }
    }

    long earliest(double amount, long now) {
        long paced = bucket == null ? now : bucket.earliest(amount, now);
        return Math.max(paced, window.earliest(amount, now));
    }

    /**
     * Takes an amount now.
     *
     * @return the place where the amount is remembered, for {@link #settle}
     */
    long take(double amount, long now) {
        if (bucket != null) {
            bucket.take(amount, now);
        }
        return window.take(amount, now);
    }

    /** Notes that a call was refused although this quota was kept. */
    void throttled(long now) {
        if (bucket != null) {
            bucket.throttled(now);
        }
    }

    void settle(long place, double difference, long now) {
        if (bucket != null) {
            bucket.settle(difference, now);
        }
        window.settle(place, difference);
    }
}
