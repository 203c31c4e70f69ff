package dev.penstock.workflows.pool;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.Traffic;
import org.jspecify.annotations.Nullable;

/** Learns a rate from answers 429, in requests or in tokens per minute. */
final class Learning {
    /** A longer wait than this is no bucket that refills, but a window that has to pass. */
    private static final long WINDOW_WAIT_MILLIS = 5_000;

    private static final long RECENT_MILLIS = 5_000;
    private static final double IN_USE = 0.7;
    private static final double PERSISTENT = 0.03;
    private static final long PERSISTENT_MILLIS = 10_000;
    private static final int PERSISTENT_THROTTLES = 4;

    private final Dimension dimension;
    private final LastMinute lastMinute;
    private final CubicRate rate;
    private long advancedAt;

    Learning(Dimension dimension, LastMinute lastMinute, PoolMemory.@Nullable Rate memory, long now) {
        this.dimension = dimension;
        this.lastMinute = lastMinute;
        rate = new CubicRate(dimension == Dimension.TOKENS ? 600 : 6, memory);
        advancedAt = now;
    }

    /**
     * @param known what is declared or announced; null = nothing. Trusted until answers 429 persist all the same,
     *     because somebody else uses the account
     */
    void heard(Traffic traffic, @Nullable Long known, long now) {
        advance(now);
        boolean concerned = traffic.throttledForTokens() == (dimension == Dimension.TOKENS);
        if (traffic.throttleEvents() > 0 && concerned && !rate.isSameEvent(now) && isBelieved(known, now)) {
            rate.failedAt(measured(traffic, known, now), now);
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
        return rate.memory();
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
        // Long enough for some ten requests, or chance would decide.
        double tenRequests = dimension == Dimension.TOKENS ? 0 : 10 * 60_000 / limit;
        long window = (long) Math.max(3_000, Math.min(20_000, tenRequests));
        return perMinute(window, now) >= IN_USE * limit;
    }

    private boolean isBelieved(@Nullable Long known, long now) {
        if (known == null || rate.limit() != null) {
            return true;
        }
        double throttled = lastMinute.throttled(PERSISTENT_MILLIS, now);
        double accepted = lastMinute.accepted(Dimension.REQUESTS, PERSISTENT_MILLIS, now);
        return throttled >= PERSISTENT_THROTTLES && throttled > PERSISTENT * (accepted + throttled);
    }

    /** What the provider lets in: a window has let in its fill, a bucket as much as it refills. */
    private double measured(Traffic traffic, @Nullable Long known, long now) {
        double filled = lastMinute.accepted(dimension, 60_000, now);
        Long wait = traffic.retryAfterMillis();
        long window = Math.max(1_000, Math.min(RECENT_MILLIS, rate.millisSinceEvent(now)));
        double recent = perMinute(Math.min(window, lastMinute.activeMillis(now)), now);
        boolean isWindow = recent == 0 || (wait != null && wait > WINDOW_WAIT_MILLIS);
        double measured = isWindow ? filled : Math.min(recent, perMinute(lastMinute.activeMillis(now), now));
        return known == null ? measured : Math.min(known, measured);
    }

    private double perMinute(long millis, long now) {
        return lastMinute.accepted(dimension, millis, now) * 60_000 / millis;
    }
}
