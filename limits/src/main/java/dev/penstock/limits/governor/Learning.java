package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.Traffic;
import org.jspecify.annotations.Nullable;

/** Learns a rate from answers 429, in requests or in tokens per minute. */
final class Learning {
    /** Answers 429 to calls that were out together tell the same thing, and reach us by several reports. */
    private static final long SAME_EVENT_MILLIS = 2_000;
    /** Gates let everybody go again within this time, which may be too much at once for a small bucket. */
    private static final long RELEASED_MILLIS = 1_500;

    /** So many refusals are worth the rate that brings them: below, it is lowered a little instead of halved. */
    private static final double RARE = 0.015;

    private static final long RARE_MILLIS = 30_000;
    private static final double PERSISTENT = 0.03;
    private static final long PERSISTENT_MILLIS = 10_000;
    private static final int PERSISTENT_THROTTLES = 4;

    private static final double IN_USE = 0.7;
    private static final double FULL = 0.95;
    private static final double FAR_BEYOND = 1.5;
    /** A limit that failed on its way up was just above what is let in. */
    private static final double JUST_BELOW = 0.85;
    /** It was let in, so the provider has hardly become so much smaller that less is worth trying. */
    private static final double LEAST_OF_LAST_MINUTE = 0.45;

    private final boolean learnsTokens;
    private final CubicRate rate;
    private final Evidence evidence;
    private long sameEventUntil;
    private long advancedAt;
    private @Nullable Long lastKnown;
    private boolean hasCompared;

    Learning(Dimension dimension, LastMinute lastMinute, PoolMemory.@Nullable Rate memory, long now) {
        learnsTokens = dimension == Dimension.TOKENS;
        rate = new CubicRate(learnsTokens ? 600 : 6, memory);
        evidence = new Evidence(dimension, lastMinute, memory != null && memory.isWindow());
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
        evidence.heard(traffic, now);
        if (now < sameEventUntil && evidence.isWindow()) {
            rate.failedAtMore(atMost(known, evidence.filled(now)));
        } else if (now >= sameEventUntil && isEvent(traffic) && isBelieved(known, now)) {
            failed(known, now);
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
        return rate.memory(evidence.isWindow());
    }

    private boolean isEvent(Traffic traffic) {
        return traffic.throttleEvents() > 0 && traffic.throttledForTokens() == learnsTokens;
    }

    private boolean isBelieved(@Nullable Long known, long now) {
        return known == null
                || rate.limit() != null
                || evidence.isRefused(PERSISTENT, PERSISTENT_THROTTLES, PERSISTENT_MILLIS, now);
    }

    private void failed(@Nullable Long known, long now) {
        double recent = evidence.recent(rate.limit(), rate.millisSinceEvent(now), now);
        evidence.tellStyle(rate.failed(), recent, now);
        boolean isRare = !evidence.isRefused(RARE, 1, RARE_MILLIS, now);
        if (isRare && rate.limit() != null && !evidence.isWindow()) {
            rate.ease();
            sameEventUntil = now + SAME_EVENT_MILLIS;
            return;
        }
        double letIn = evidence.isWindow() ? evidence.filled(now) : refilled(recent, now);
        rate.failedAt(atMost(known, letIn), now);
        sameEventUntil = Math.max(now + SAME_EVENT_MILLIS, evidence.parkedUntil() + RELEASED_MILLIS);
    }

    private double refilled(double recent, long now) {
        Double limit = rate.limit();
        double measured = limit == null ? recent : Math.max(JUST_BELOW * limit, Math.min(limit, recent));
        return Math.max(LEAST_OF_LAST_MINUTE * evidence.filled(now), measured);
    }

    private void advance(long now) {
        long millis = Math.min(2_000, now - advancedAt);
        advancedAt = now;
        Double limit = rate.limit();
        Double failed = rate.failed();
        if (limit != null && failed != null && evidence.isInUse(limit, IN_USE, now) && tells(limit, failed, now)) {
            rate.wasInUseFor(millis);
        }
    }

    /** A window that is not full yet does not show whether more would fit. */
    private boolean tells(double limit, double failed, long now) {
        if (!evidence.isWindow()) {
            return true;
        }
        double filled = evidence.filled(now);
        return limit <= FAR_BEYOND * filled && (!rate.isProbing() || filled >= FULL * failed);
    }

    private static double atMost(@Nullable Long known, double measured) {
        return known == null ? measured : Math.min(known, measured);
    }
}
