package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import org.jspecify.annotations.Nullable;

/**
 * The curve of a rate that recovers after a 429, like TCP CUBIC: half of the failed rate for a second, then a quick rise to
 * just below the failed rate, a long stay about there, and an ever faster rise beyond, so that a limit that is no longer met
 * is forgotten. A rate that failed before enough calls were admitted says little, and doubles every two seconds.
 *
 * <p>Plain AIMD climbs as slowly near the limit as far from it, and averages 75 %. Time counts only while the rate is
 * in use: a pool that sends nothing learns nothing. To make 429s lower the rate less, change {@link #BACK_OFF}.
 */
final class CubicRate {
    private static final double BACK_OFF = 0.5;
    private static final double JUST_BELOW = 0.98;
    private static final double EASED = 0.97;
    private static final double BACK_OFF_MILLIS = 1_000;
    private static final double RECOVERY_MILLIS = 6_000;
    /** The time after the recovery in which the rate doubles. */
    private static final double DOUBLING_MILLIS = 45_000;

    /** The time in which a rate doubles that was learned from too few calls. */
    private static final double UNSURE_DOUBLING_MILLIS = 2_000;

    private static final double UNSURE_FLOOR = 10;

    private static final double MAX_DROP = 0.4;

    private final double floor;
    private @Nullable Double failed;
    private long recovering;
    private long eventAt;
    private boolean isUnsure;

    CubicRate(double floor, PoolMemory.@Nullable LearnedRate memory) {
        this.floor = floor;
        if (memory != null) {
            failed = memory.failed();
            recovering = memory.recoveringMillis();
            eventAt = memory.eventAt();
            isUnsure = memory.isUnsure();
        }
    }

    /** Returns the limit per minute; null while nothing is learned. */
    @Nullable
    Double limit() {
        if (failed == null) {
            return null;
        }
        double factor = isUnsure ? Math.pow(2, recovering / UNSURE_DOUBLING_MILLIS) : shape(recovering);
        return Math.max(floor, failed * factor);
    }

    /**
     * Starts a recovery from the rate that the provider admitted when it responded with 429.
     *
     * @param unsure whether too few calls were admitted to learn a rate from
     */
    void failedAt(double rate, boolean unsure, long now) {
        double lower = failed == null || isUnsure ? floor : failed * MAX_DROP;
        failed = Math.max(unsure ? UNSURE_FLOOR * floor : floor, Math.max(lower, rate));
        isUnsure = unsure;
        recovering = 0;
        eventAt = now;
    }

    /** Lowers the limit a little, because only few calls got 429 responses. */
    void ease() {
        Double limit = limit();
        if (limit != null) {
            failed = limit * EASED / JUST_BELOW;
            recovering = (long) RECOVERY_MILLIS;
        }
    }

    /** Raises the failed rate, because other reports of that event show that more was admitted. */
    void failedAtMore(double rate) {
        if (failed != null) {
            failed = Math.max(failed, rate);
        }
    }

    /** Returns the rate that failed; null if none has. */
    @Nullable
    Double failed() {
        return failed;
    }

    /** Returns whether the limit was learned from too few calls, so that more should be tried soon. */
    boolean isUnsure() {
        return failed != null && isUnsure;
    }

    boolean isProbing() {
        return recovering >= RECOVERY_MILLIS;
    }

    void wasInUseFor(long millis) {
        recovering += millis;
    }

    void forget() {
        failed = null;
        isUnsure = false;
    }

    long millisSinceEvent(long now) {
        return failed == null ? Long.MAX_VALUE : now - eventAt;
    }

    PoolMemory.@Nullable LearnedRate memory(boolean isWindow) {
        return failed == null ? null : new PoolMemory.LearnedRate(failed, recovering, eventAt, isWindow, isUnsure);
    }

    private static double shape(double millis) {
        if (millis <= BACK_OFF_MILLIS) {
            return BACK_OFF;
        }
        if (millis < RECOVERY_MILLIS) {
            double missing = (RECOVERY_MILLIS - millis) / (RECOVERY_MILLIS - BACK_OFF_MILLIS);
            return JUST_BELOW - (JUST_BELOW - BACK_OFF) * cube(missing);
        }
        return JUST_BELOW + cube((millis - RECOVERY_MILLIS) / DOUBLING_MILLIS);
    }

    private static double cube(double value) {
        return value * value * value;
    }
}
