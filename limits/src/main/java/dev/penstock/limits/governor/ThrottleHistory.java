package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolTraffic;
import org.jspecify.annotations.Nullable;

/**
 * The 429s of a pool, from which it is learned how the provider counts and how much it admits.
 *
 * <p>A bucket admits what it refills, second by second. A window of a minute admits its fill, and then what has left it:
 * quickly where calls were sent quickly a minute ago. A limiter that mistakes one for the other follows the pool's own past
 * up and down.
 */
final class ThrottleHistory {
    private static final long MINUTE = 60_000;
    private static final long RECENT_MILLIS = 8_000;
    /** The most recent time, of which not all workers have reported yet. */
    private static final long REPORTED_LATER_MILLIS = 300;
    /** The average excess of Retry-After, which is in whole seconds. */
    private static final long ROUNDED_UP_MILLIS = 500;

    /** A wait longer than this shows a window, because a bucket is not empty for so long. */
    private static final long LONG_WAIT_MILLIS = 5_000;
    /** A rate below this part of a full minute shows a window, because a bucket does not admit so much less than before. */
    private static final double WINDOW_RATIO = 0.4;

    private static final double HIGHER_RATIO = 1.15;
    private static final double AS_FULL_AS_BEFORE = 0.15;
    private static final double NOT_FULL = 0.8;

    private static final int EVIDENCE_ANSWERS = 20;

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
    void detectStyle(@Nullable Double failedBefore, double recent, long now) {
        double filled = filled(now);
        if (pausedUntil - now > LONG_WAIT_MILLIS || recent < WINDOW_RATIO * filled) {
            isWindow = true;
        } else if (failedBefore != null && lastMinute.activeMillis(now) >= MINUTE - 1_000) {
            boolean isAsFull = Math.abs(filled - failedBefore) < AS_FULL_AS_BEFORE * failedBefore;
            // After a break the last minute holds less than the rate, in whichever way the provider counts.
            boolean isMore = recent > HIGHER_RATIO * filled && !lastMinute.hasBreak(now);
            isWindow = isWindow ? filled > NOT_FULL * failedBefore : isAsFull && isMore;
        }
    }

    boolean isWindow() {
        return isWindow;
    }

    /** Returns whether what was admitted in the last minute shows a window's size: it was filled by this pool, or is full. */
    boolean showsWindow(long now) {
        return isWindow && (lastMinute.activeMillis(now) >= MINUTE - 1_000 || pausedUntil - now > LONG_WAIT_MILLIS);
    }

    long pausedUntil() {
        return pausedUntil;
    }

    /** Returns how much a window will hold when it admits the next call, which is its size. */
    double filled(long now) {
        long wait = Math.max(0, Math.min(MINUTE - 1_000, pausedUntil - now - ROUNDED_UP_MILLIS));
        return lastMinute.accepted(dimension, MINUTE - wait, now);
    }

    /**
     * Returns the recent rate per minute, measured over the last seconds.
     *
     * @param expected the expected rate; null = unknown
     * @param sinceMillis how far back traffic counts at most
     */
    double recent(@Nullable Double expected, long sinceMillis, long now) {
        long enough = expected == null ? RECENT_MILLIS : millisOfRequests(30, RECENT_MILLIS, expected, now);
        long millis = Math.max(1_000, Math.min(enough, sinceMillis));
        millis = Math.min(millis, lastMinute.activeMillis(now));
        return perMinute(millis, now) * millis / (millis - REPORTED_LATER_MILLIS);
    }

    /**
     * Returns whether enough calls were answered to learn a rate from: the first calls of a pool may meet a minute that others,
     * or an earlier process, have used up.
     */
    boolean isEvidence(long now) {
        return lastMinute.answered(now) >= EVIDENCE_ANSWERS || lastMinute.activeMillis(now) >= MINUTE - 1_000;
    }

    /** Returns whether at least this fraction of a limit has been used in the last seconds. */
    boolean isInUse(double limit, double part, long now) {
        return perMinute(millisOfRequests(10, 3_000, limit, now), now) >= part * limit;
    }

    /** Returns whether more than this fraction of the latest calls got 429 responses, and not just a few by chance. */
    boolean isRefused(double part, int atLeast, long millis, long now) {
        double throttled = lastMinute.throttled(millis, now);
        double accepted = lastMinute.accepted(QuotaDimension.REQUESTS, millis, now);
        return throttled >= atLeast && throttled > part * (accepted + throttled);
    }

    /** Returns a time of some seconds, or a longer one if too few requests were sent in them to decide by. */
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
