package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.limits.QuotaLimit;
import org.jspecify.annotations.Nullable;

/** A rate limit learned from 429s, in requests or in tokens per minute. */
final class LearnedRate {
    /** 429s for calls that were under way together are one event, and reach the governor in several reports. */
    private static final long SAME_EVENT_MILLIS = 2_000;
    /** The time in which rate limiters release all calls after a pause, which may be too much at once for a small bucket. */
    private static final long RELEASED_MILLIS = 1_500;

    /** The ratio of 429s up to which the rate is lowered a little instead of halved, because the rate is worth them. */
    private static final double RARE = 0.015;

    private static final long RARE_MILLIS = 30_000;
    private static final double PERSISTENT = 0.03;
    private static final long PERSISTENT_MILLIS = 10_000;
    private static final int PERSISTENT_THROTTLES = 4;

    /** A longer wait is for an hour's or a day's quota, and says nothing of the rate. */
    private static final long LONGEST_OF_MINUTE_MILLIS = 120_000;

    private static final double IN_USE = 0.7;
    private static final double FULL = 0.95;
    private static final double FAR_BEYOND = 1.5;
    /** The least part of a failed limit that is taken to be admitted, because a limit that fails on its way up is just too high. */
    private static final double JUST_BELOW = 0.85;
    /** The least part of the last minute's admitted traffic that is worth trying; a quota hardly ever shrinks below it. */
    private static final double LEAST_OF_LAST_MINUTE = 0.45;

    private final boolean learnsTokens;
    private final CubicRate rate;
    private final ThrottleHistory throttles;
    private long sameEventUntil;
    private long advancedAt;
    private QuotaLimit lastKnown = QuotaLimit.UNLIMITED;
    private boolean hasCompared;

    LearnedRate(
            QuotaDimension dimension, LastMinuteTraffic lastMinute, PoolMemory.@Nullable LearnedRate memory, long now) {
        learnsTokens = dimension == QuotaDimension.TOKENS;
        rate = new CubicRate(learnsTokens ? 600 : 6, memory);
        throttles = new ThrottleHistory(dimension, lastMinute, memory != null && memory.isWindow());
        advancedAt = now;
    }

    /** Forgets the learned limit if the named limit is another than before. */
    void trustIfNew(QuotaLimit known) {
        if (hasCompared && !known.isUnlimited() && !known.equals(lastKnown)) {
            rate.forget();
        }
        lastKnown = known;
        hasCompared = true;
    }

    /**
     * Learns from a worker's traffic.
     *
     * @param known the limit that is set, declared or announced; it is trusted until 429s persist all the same, because
     *     something else uses the account
     * @param isNamed whether such a limit is known, if only of one kind of tokens
     */
    void record(PoolTraffic traffic, QuotaLimit known, boolean isNamed, long now) {
        advance(now);
        throttles.record(traffic, now);
        if (now < sameEventUntil && throttles.isWindow()) {
            rate.failedAtMore(atMost(known, throttles.filled(now)));
        } else if (now >= sameEventUntil && isEvent(traffic) && isBelieved(isNamed, now)) {
            failed(known, now);
        }
        Double limit = rate.limit();
        if (limit != null && limit >= known.orInfinity()) {
            rate.forget();
        }
    }

    /** Forgets the learned limit, because it was about other calls. */
    void forget() {
        rate.forget();
    }

    /** Returns the learned limit per minute; unlimited while no limit is learned. */
    QuotaLimit limit() {
        Double limit = rate.limit();
        return limit == null ? QuotaLimit.UNLIMITED : QuotaLimit.atMost(Math.max(1, Math.round(limit)));
    }

    PoolMemory.@Nullable LearnedRate memory() {
        return rate.memory(throttles.isWindow());
    }

    private boolean isEvent(PoolTraffic traffic) {
        Long wait = traffic.retryAfterMillis();
        boolean isOfMinute = wait == null || wait <= LONGEST_OF_MINUTE_MILLIS;
        return traffic.throttleEvents() > 0 && traffic.throttledForTokens() == learnsTokens && isOfMinute;
    }

    private boolean isBelieved(boolean isNamed, long now) {
        return !isNamed
                || rate.limit() != null
                || throttles.isRefused(PERSISTENT, PERSISTENT_THROTTLES, PERSISTENT_MILLIS, now);
    }

    private void failed(QuotaLimit known, long now) {
        double recent = throttles.recent(rate.limit(), rate.millisSinceEvent(now), now);
        throttles.detectStyle(rate.failed(), recent, now);
        boolean isRare = !throttles.isRefused(RARE, 1, RARE_MILLIS, now);
        if (isRare && rate.limit() != null && !rate.isUnsure() && !throttles.isWindow()) {
            rate.ease();
            sameEventUntil = now + SAME_EVENT_MILLIS;
            return;
        }
        double letIn = throttles.showsWindow(now) ? throttles.filled(now) : refilled(recent, now);
        rate.failedAt(atMost(known, letIn), !throttles.isEvidence(now), now);
        sameEventUntil = Math.max(now + SAME_EVENT_MILLIS, throttles.pausedUntil() + RELEASED_MILLIS);
    }

    private double refilled(double recent, long now) {
        Double limit = rate.limit();
        double measured = limit == null ? recent : Math.max(JUST_BELOW * limit, Math.min(limit, recent));
        return Math.max(LEAST_OF_LAST_MINUTE * throttles.filled(now), measured);
    }

    private void advance(long now) {
        long millis = Math.min(2_000, now - advancedAt);
        advancedAt = now;
        Double limit = rate.limit();
        Double failed = rate.failed();
        if (rate.isUnsure()) {
            rate.wasInUseFor(now > throttles.pausedUntil() ? millis : 0);
        } else if (limit != null
                && failed != null
                && throttles.isInUse(limit, IN_USE, now)
                && isConclusive(limit, failed, now)) {
            rate.wasInUseFor(millis);
        }
    }

    /** A window that is not full yet does not show whether more would fit. */
    private boolean isConclusive(double limit, double failed, long now) {
        if (!throttles.isWindow()) {
            return true;
        }
        double filled = throttles.filled(now);
        return limit <= FAR_BEYOND * filled && (!rate.isProbing() || filled >= FULL * failed);
    }

    private static double atMost(QuotaLimit known, double measured) {
        return Math.min(known.orInfinity(), measured);
    }
}
