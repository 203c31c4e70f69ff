package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.DayStart;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolMemory.UseOfPeriod;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A limit of an hour or a day. */
enum HourOrDayLimit {
    REQUESTS_PER_HOUR("requests an hour", true, false),
    REQUESTS_PER_DAY("requests a day", true, true),
    TOKENS_PER_HOUR("tokens an hour", false, false),
    TOKENS_PER_DAY("tokens a day", false, true);

    private final String words;
    private final boolean countsRequests;
    private final boolean isOfDay;

    HourOrDayLimit(String words, boolean countsRequests, boolean isOfDay) {
        this.words = words;
        this.countsRequests = countsRequests;
        this.isOfDay = isOfDay;
    }

    /** Returns what is limited, for people. */
    String words() {
        return words;
    }

    boolean countsRequests() {
        return countsRequests;
    }

    /** Returns the amount; null = not limited. */
    @Nullable
    Long of(FurtherLimits limits) {
        return switch (this) {
            case REQUESTS_PER_HOUR -> limits.requestsPerHour();
            case REQUESTS_PER_DAY -> limits.requestsPerDay();
            case TOKENS_PER_HOUR -> limits.tokensPerHour();
            case TOKENS_PER_DAY -> limits.tokensPerDay();
        };
    }

    /** Returns what is used of this limit. */
    long used(UseHistory ofHour, UseHistory ofDay, @Nullable DayStart dayStart, long now) {
        if (isOfDay && dayStart != null) {
            return ofDay.usedSince(amount(), dayStart.before(now));
        }
        return (isOfDay ? ofDay : ofHour).used(amount(), now);
    }

    /** Returns when less than an amount of this limit is used, if nothing more is. */
    long belowAt(long most, UseHistory ofHour, UseHistory ofDay, @Nullable DayStart dayStart, long now) {
        if (isOfDay && dayStart != null) {
            return used(ofHour, ofDay, dayStart, now) < most ? now : dayStart.after(now);
        }
        return (isOfDay ? ofDay : ofHour).belowAt(most, amount(), now);
    }

    private ToLongFunction<UseOfPeriod> amount() {
        return countsRequests ? UseOfPeriod::requests : UseOfPeriod::tokens;
    }
}
