package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolTraffic;
import org.jspecify.annotations.Nullable;

/**
 * The 429s of a pool, and what they tell about how its provider counts and how much it lets in.
 *
 * <p>A bucket lets in what it refills, second by second. A window of a minute lets in its fill, and then what has left
 * it: quickly where calls went out quickly a minute ago. Whoever takes one for the other follows the pool's own past up and
 * down.
 */
final class ThrottleHistory {
    private static final long MINUTE = 60_000;
    private static final long RECENT_MILLIS = 8_000;
    /** What happened since then has not been reported by all workers yet. */
    private static final long REPORTED_LATER_MILLIS = 300;
    /** Retry-After is in whole seconds. */
    private static final long ROUNDED_UP_MILLIS = 500;

    /** A bucket is not empty for longer. */
    private static final long LONG_WAIT_MILLIS = 5_000;
    /** Nor does it let in so much less than it did. */
    private static final double LITTLE = 0.4;

    private static final double MORE = 1.15;
    private static final double AS_FULL_AS_BEFORE = 0.15;
    private static final double NOT_FULL = 0.8;

    private final QuotaDimension dimension;
    private final LastMinuteTraffic lastMinute;
    private boolean isWindow;
    private long pausedUntil;

    ThrottleHistory(QuotaDimension dimension, LastMinuteTraffic lastMinute, boolean isWindow) {
        this.dimension = dimension;
        this.lastMinute = lastMinute;
        this.isWindow = isWindow;
    }

    void record(PoolTraffic traffic, long now) {
        Long wait = traffic.retryAfterMillis();
        if (traffic.throttled() > 0 && wait != null) {
            pausedUntil = Math.max(pausedUntil, now + wait);
        }
    }

    /** Tells bucket and window apart by a 429 at a rate, compared with the rate that failed before. */
    void tellStyle(@Nullable Double failedBefore, double recent, long now) {
        double filled = filled(now);
        if (pausedUntil - now > LONG_WAIT_MILLIS || recent < LITTLE * filled) {
            isWindow = true;
        } else if (failedBefore != null && lastMinute.activeMillis(now) >= MINUTE - 1_000) {
            boolean isAsFull = Math.abs(filled - failedBefore) < AS_FULL_AS_BEFORE * failedBefore;
            // After a break the minute is less full than the rate, however it is counted.
            boolean isMore = recent > MORE * filled && !lastMinute.hasBreak(now);
            isWindow = isWindow ? filled > NOT_FULL * failedBefore : isAsFull && isMore;
        }
    }

    boolean isWindow() {
        return isWindow;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    /** Returns what a window will hold by the time it lets a call in again, which is its size. */
    double filled(long now) {
        long wait = Math.max(0, Math.min(MINUTE - 1_000, pausedUntil - now - ROUNDED_UP_MILLIS));
        return lastMinute.accepted(dimension, MINUTE - wait, now);
    }

    /**
     * Returns the rate per minute in the last seconds.
     *
     * @param expected the rate there should be; null = any
     * @param sinceMillis what was before does not count
     */
    double recent(@Nullable Double expected, long sinceMillis, long now) {
        long enough = expected == null ? RECENT_MILLIS : millisOfRequests(30, RECENT_MILLIS, expected, now);
        long millis = Math.max(1_000, Math.min(enough, sinceMillis));
        millis = Math.min(millis, lastMinute.activeMillis(now));
        return perMinute(millis, now) * millis / (millis - REPORTED_LATER_MILLIS);
    }

    /** Returns whether at least a part of a limit has been used in the last seconds. */
    boolean isInUse(double limit, double part, long now) {
        return perMinute(millisOfRequests(10, 3_000, limit, now), now) >= part * limit;
    }

    /** Returns whether more than a part of the latest calls were answered with 429, and not just a few by chance. */
    boolean isRefused(double part, int atLeast, long millis, long now) {
        double throttled = lastMinute.throttled(millis, now);
        double accepted = lastMinute.accepted(QuotaDimension.REQUESTS, millis, now);
        return throttled >= atLeast && throttled > part * (accepted + throttled);
    }

    /** Returns some seconds, or more where those hold too few requests to decide by. */
    private long millisOfRequests(int requests, long least, double limit, long now) {
        double perMinute =
                dimension == QuotaDimension.TOKENS ? lastMinute.accepted(QuotaDimension.REQUESTS, MINUTE, now) : limit;
        double needed = requests * MINUTE / Math.max(1, perMinute);
        return (long) Math.max(least, Math.min(MINUTE, needed));
    }

    private double perMinute(long millis, long now) {
        return lastMinute.accepted(dimension, millis, now) * MINUTE / millis;
    }
}
