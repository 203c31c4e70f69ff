package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * What answers 429 say about how a provider counts and how much it lets in.
 *
 * <p>A bucket lets in what it refills, second by second. A window of a minute lets in its fill, and then what has left
 * it: quickly where we were quick a minute ago. Who takes one for the other follows his own past up and down.
 */
final class Evidence {
    private static final long MINUTE = 60_000;
    private static final long RECENT_MILLIS = 8_000;
    /** What happened since then is not yet reported by everybody. */
    private static final long REPORTED_LATER_MILLIS = 300;
    /** Waits are told in whole seconds. */
    private static final long ROUNDED_UP_MILLIS = 500;

    /** A bucket is not empty for longer. */
    private static final long LONG_WAIT_MILLIS = 5_000;
    /** Nor does it let in so much less than it did. */
    private static final double LITTLE = 0.4;

    private static final double MORE = 1.15;
    private static final double AS_FULL_AS_BEFORE = 0.15;
    private static final double NOT_FULL = 0.8;

    private final Dimension dimension;
    private final LastMinute lastMinute;
    private boolean isWindow;
    private long parkedUntil;

    Evidence(Dimension dimension, LastMinute lastMinute, boolean isWindow) {
        this.dimension = dimension;
        this.lastMinute = lastMinute;
        this.isWindow = isWindow;
    }

    void heard(Traffic traffic, long now) {
        Long wait = traffic.retryAfterMillis();
        if (traffic.throttled() > 0 && wait != null) {
            parkedUntil = Math.max(parkedUntil, now + wait);
        }
    }

    /** Tells bucket and window apart, by an answer 429 that came so long after the one before, at that rate. */
    void tellStyle(@Nullable Double failedBefore, double recent, long now) {
        double filled = filled(now);
        if (parkedUntil - now > LONG_WAIT_MILLIS || recent < LITTLE * filled) {
            isWindow = true;
        } else if (failedBefore != null && lastMinute.activeMillis(now) >= MINUTE - 1_000) {
            boolean isAsFull = Math.abs(filled - failedBefore) < AS_FULL_AS_BEFORE * failedBefore;
            // Whoever stopped for a while has a minute that is less full than his rate, however it is counted.
            boolean isMore = recent > MORE * filled && !lastMinute.hasBreak(now);
            isWindow = isWindow ? filled > NOT_FULL * failedBefore : isAsFull && isMore;
        }
    }

    boolean isWindow() {
        return isWindow;
    }

    long parkedUntil() {
        return parkedUntil;
    }

    /** What a window holds by the time it lets somebody in again is its size. */
    double filled(long now) {
        long wait = Math.max(0, Math.min(MINUTE - 1_000, parkedUntil - now - ROUNDED_UP_MILLIS));
        return lastMinute.accepted(dimension, MINUTE - wait, now);
    }

    /**
     * Per minute, in the last seconds.
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

    boolean isInUse(double limit, double part, long now) {
        return perMinute(millisOfRequests(10, 3_000, limit, now), now) >= part * limit;
    }

    /** Whether more calls than this part were refused of late, and not just a few by chance. */
    boolean isRefused(double part, int atLeast, long millis, long now) {
        double throttled = lastMinute.throttled(millis, now);
        double accepted = lastMinute.accepted(Dimension.REQUESTS, millis, now);
        return throttled >= atLeast && throttled > part * (accepted + throttled);
    }

    /** Some seconds, or more where they hold too few requests to decide by. */
    private long millisOfRequests(int requests, long least, double limit, long now) {
        double perMinute = dimension == Dimension.TOKENS ? lastMinute.accepted(Dimension.REQUESTS, MINUTE, now) : limit;
        double needed = requests * MINUTE / Math.max(1, perMinute);
        return (long) Math.max(least, Math.min(MINUTE, needed));
    }

    private double perMinute(long millis, long now) {
        return lastMinute.accepted(dimension, millis, now) * MINUTE / millis;
    }
}
