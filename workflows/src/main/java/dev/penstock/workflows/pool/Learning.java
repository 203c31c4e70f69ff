package dev.penstock.workflows.pool;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.Traffic;
import org.jspecify.annotations.Nullable;

/** Learns a rate from answers 429, in requests or in tokens per minute. */
final class Learning {
    /** A longer wait than this is no bucket that refills, but a window that has to pass. */
    private static final long LONG_WAIT_MILLIS = 5_000;
    /** Waits are told in whole seconds. */
    private static final long ROUNDED_UP_MILLIS = 500;

    private static final long MINUTE = 60_000;
    private static final long RECENT_MILLIS = 8_000;
    /** What happened since then is not yet reported by everybody. */
    private static final long REPORTED_LATER_MILLIS = 300;

    private static final double IN_USE = 0.7;
    /** It was let in, so the provider has hardly become so much smaller that less is worth trying. */
    private static final double LEAST_OF_LAST_MINUTE = 0.45;
    private static final double PERSISTENT = 0.03;
    private static final long PERSISTENT_MILLIS = 10_000;
    private static final int PERSISTENT_THROTTLES = 4;

    /** Answers 429 to calls that were out together tell the same thing, and reach us by several reports. */
    private static final long SAME_EVENT_MILLIS = 2_000;

    /** Gates let everybody go again within this time, which may be too much at once for a small bucket. */
    private static final long RELEASED_MILLIS = 1_500;

    private final Dimension dimension;
    private final LastMinute lastMinute;
    private final CubicRate rate;
    /** Whether the provider seems to count over a minute: it then lets in more for a while where it let in less. */
    private boolean isWindow;

    private long parkedUntil;
    private long sameEventUntil;
    private long advancedAt;
    private @Nullable Long lastKnown;
    private boolean hasCompared;

    Learning(Dimension dimension, LastMinute lastMinute, PoolMemory.@Nullable Rate memory, long now) {
        this.dimension = dimension;
        this.lastMinute = lastMinute;
        rate = new CubicRate(dimension == Dimension.TOKENS ? 600 : 6, memory);
        isWindow = memory != null && memory.isWindow();
        advancedAt = now;
    }

    /** Forgets what was learnt below a limit that somebody names now. */
    void compare(@Nullable Long known) {
        if (hasCompared && known != null && !known.equals(lastKnown)) {
            rate.forget();
        }
        lastKnown = known;
        hasCompared = true;
    }

    /**
     * @param known what is declared or announced; null = nothing. Trusted until answers 429 persist all the same,
     *     because somebody else uses the account
     */
    void heard(Traffic traffic, @Nullable Long known, long now) {
        advance(now);
        boolean concerned = traffic.throttledForTokens() == (dimension == Dimension.TOKENS);
        Long wait = traffic.retryAfterMillis();
        if (traffic.throttled() > 0 && wait != null) {
            parkedUntil = Math.max(parkedUntil, now + wait);
        }
        if (now < sameEventUntil) {
            if (isWindow) {
                rate.failedAtMore(atMost(known, filled(now)));
            }
        } else if (traffic.throttleEvents() > 0 && concerned && isBelieved(known, now)) {
            tellStyle(now);
            if (isRare(now)) {
                rate.ease();
                sameEventUntil = now + SAME_EVENT_MILLIS;
                return;
            }
            rate.failedAt(atMost(known, isWindow ? filled(now) : refilled(now)), now);
            sameEventUntil = Math.max(now + SAME_EVENT_MILLIS, parkedUntil + RELEASED_MILLIS);
        }
        Double limit = rate.limit();
        if (limit != null && known != null && limit >= known) {
            rate.forget();
        }
    }

    /** Per minute; null = nothing is learnt. */
    @Nullable
    Long limit() {
        Double limit = rate.limit();
        return limit == null ? null : Math.max(1, Math.round(limit));
    }

    PoolMemory.@Nullable Rate memory() {
        return rate.memory(isWindow);
    }

    private void advance(long now) {
        long millis = Math.min(2_000, now - advancedAt);
        advancedAt = now;
        Double limit = rate.limit();
        if (limit != null && isInUse(limit, now)) {
            rate.wasInUseFor(millis);
        }
    }

    private boolean isInUse(double limit, long now) {
        Double failed = rate.failed();
        if (isWindow && failed != null && rate.isProbing() && filled(now) < 0.95 * failed) {
            // A window that is not full yet does not show whether more would fit.
            return false;
        }
        if (isWindow && limit > 1.5 * filled(now)) {
            return false;
        }
        return perMinute(millisOfRequests(10, 3_000, limit), now) >= IN_USE * limit;
    }

    private boolean isBelieved(@Nullable Long known, long now) {
        if (known == null || rate.limit() != null) {
            return true;
        }
        double throttled = lastMinute.throttled(PERSISTENT_MILLIS, now);
        double accepted = lastMinute.accepted(Dimension.REQUESTS, PERSISTENT_MILLIS, now);
        return throttled >= PERSISTENT_THROTTLES && throttled > PERSISTENT * (accepted + throttled);
    }

    private boolean isRare(long now) {
        double throttled = lastMinute.throttled(30_000, now);
        double accepted = lastMinute.accepted(Dimension.REQUESTS, 30_000, now);
        return !isWindow && rate.limit() != null && throttled < 0.015 * accepted;
    }

    /** A bucket is not empty for long, and a window of a minute is full whenever it has let in as much as before. */
    private void tellStyle(long now) {
        Double failed = rate.failed();
        double filled = filled(now);
        if (parkedUntil - now > LONG_WAIT_MILLIS || recent(now) < 0.4 * filled) {
            isWindow = true;
        } else if (failed != null && lastMinute.activeMillis(now) >= MINUTE - 1_000) {
            boolean isAsFullAsBefore = Math.abs(filled - failed) < 0.15 * failed;
            isWindow = isWindow ? filled > 0.8 * failed : isAsFullAsBefore && recent(now) > 1.15 * filled;
        }
    }

    /** What a window holds by the time it lets somebody in again is its size. */
    private double filled(long now) {
        long wait = Math.max(0, Math.min(MINUTE - 1_000, parkedUntil - now - ROUNDED_UP_MILLIS));
        return lastMinute.accepted(dimension, MINUTE - wait, now);
    }

    /** A bucket lets in what it refills; a limit that failed on its way up was just above that. */
    private double refilled(long now) {
        Double limit = rate.limit();
        double recent = recent(now);
        double measured = limit == null ? recent : Math.max(0.85 * limit, Math.min(limit, recent));
        return Math.max(LEAST_OF_LAST_MINUTE * filled(now), measured);
    }

    private double recent(long now) {
        Double limit = rate.limit();
        long enough = limit == null ? RECENT_MILLIS : millisOfRequests(30, RECENT_MILLIS, limit);
        long millis = Math.max(1_000, Math.min(enough, rate.millisSinceEvent(now)));
        millis = Math.min(millis, lastMinute.activeMillis(now));
        return perMinute(millis, now) * millis / (millis - REPORTED_LATER_MILLIS);
    }

    /** Some seconds, or more where they hold too few requests to decide by. */
    private long millisOfRequests(int requests, long least, double limit) {
        double needed = dimension == Dimension.TOKENS ? least : requests * MINUTE / limit;
        return (long) Math.max(least, Math.min(MINUTE, needed));
    }

    private double perMinute(long millis, long now) {
        return lastMinute.accepted(dimension, millis, now) * MINUTE / millis;
    }

    private static double atMost(@Nullable Long known, double measured) {
        return known == null ? measured : Math.min(known, measured);
    }
}
