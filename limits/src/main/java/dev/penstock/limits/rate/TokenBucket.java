package dev.penstock.limits.rate;

/**
 * A token bucket that spreads a quota of requests or of LLM tokens over its minute, and holds at most half a second of it.
 *
 * <p>Providers say "60,000 a minute" and enforce 1,000 a second, so a minute's quota must not go out in one burst. A quota so
 * small that the bucket holds one call leaves no room for calls that travel faster than the one before them; where such calls are
 * refused, the bucket is refilled a little slower.
 * Arithmetic only: times are passed in as nanoseconds and never go back.
 */
final class TokenBucket {
    private static final double NANOS_A_MINUTE = 60e9;
    private static final double SECOND = 1e9;
    private static final double BURSTS_A_MINUTE = 120;
    /** Sums of doubles miss whole numbers by this much at most. */
    private static final double ROUNDING = 1e-6;

    /** The part that each refused call takes from the refill of a bucket of one call, and the most that they take together: 30 ms of a second. */
    private static final double GUARD_STEP = 0.01;

    private static final double MOST_GUARD = 0.03;
    /** After so long without one more refused call, a step is given back. */
    private static final double GUARD_STEP_NANOS = 600 * SECOND;

    private double capacity;
    private double quotaPerNano;
    private double guard;
    private long guardedAt;
    private double perNano;
    private double level;
    private long levelAt;

    TokenBucket(long perMinute, long now) {
        levelAt = now;
        setQuota(perMinute, now);
        level = capacity;
    }

    /** Takes what went out before, as far as it would fill one second, from a bucket that is new. */
    void startAfter(double amount) {
        level -= Math.min(amount, capacity + perNano * SECOND);
    }

    /** Sets the quota; the bucket keeps its content, as far as it fits. */
    void setQuota(long perMinute, long now) {
        refill(now);
        quotaPerNano = perMinute / NANOS_A_MINUTE;
        setGuard(now);
        capacity = Math.max(1, perMinute / BURSTS_A_MINUTE);
        level = Math.min(level, capacity);
    }

    /** Notes that a call was refused although the quota was kept. */
    void throttled(long now) {
        refill(now);
        if (capacity == 1) {
            guard = Math.min(MOST_GUARD, guard + GUARD_STEP);
            guardedAt = now;
            setGuard(now);
        }
    }

    private void setGuard(long now) {
        if (now - guardedAt >= GUARD_STEP_NANOS) {
            guard = Math.max(0, guard - GUARD_STEP);
            guardedAt = now;
        }
        perNano = quotaPerNano * (1 - guard);
    }

    /** Returns when an amount may be taken; one larger than the bucket is taken when it is full. */
    long earliest(double amount, long now) {
        refill(now);
        double missing = Math.min(amount, capacity) - level;
        return missing <= ROUNDING ? now : now + (long) Math.ceil(missing / perNano);
    }

    /** Takes an amount now, going into debt where the bucket holds less. */
    void take(double amount, long now) {
        refill(now);
        level -= amount;
    }

    /** Corrects an amount that was taken, by more or (negative) less. */
    void settle(double difference, long now) {
        refill(now);
        level = Math.min(capacity, level - difference);
    }

    private void refill(long now) {
        if (now > levelAt) {
            level = Math.min(capacity, level + (now - levelAt) * perNano);
            levelAt = now;
        }
    }
}
