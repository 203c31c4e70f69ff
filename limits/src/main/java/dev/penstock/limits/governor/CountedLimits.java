package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.FurtherLimits;
import org.jspecify.annotations.Nullable;

/**
 * Limits of an hour and a day, and by which use they are measured.
 *
 * @param named those that bind all calls of the pool
 * @param ofAnnounced the use by which the others are measured, which bind the pool's only model; null = by the same use
 */
record CountedLimits(
        FurtherLimits all, FurtherLimits named, @Nullable LongUse ofAnnounced) {
    static CountedLimits of(FurtherLimits limits) {
        return new CountedLimits(limits, limits, null);
    }

    LongUse useOf(HourOrDayLimit limit, LongUse ofAll) {
        return ofAnnounced == null || limit.of(named) != null ? ofAll : ofAnnounced;
    }
}
