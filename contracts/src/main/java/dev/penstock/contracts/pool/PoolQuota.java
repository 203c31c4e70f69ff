package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The quota of a provider account, as far as it is known; null = not named.
 *
 * @param requestsPerMinute over every sliding 60 s, as {@code tokensPerMinute}
 * @param maxConcurrency calls at once
 * @param strict whether the quota is spread over the minute; otherwise a minute's worth may go at once
 * @param further limits that only some providers have
 */
public record PoolQuota(
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Integer maxConcurrency,
        @Nullable Boolean strict,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FurtherLimits further) {
    public static final PoolQuota UNKNOWN = new PoolQuota(null, null, null, null);

    public PoolQuota {
        further = FurtherLimits.NONE.equals(further) ? null : further;
    }

    public PoolQuota(
            @Nullable Long requestsPerMinute,
            @Nullable Long tokensPerMinute,
            @Nullable Integer maxConcurrency,
            @Nullable Boolean strict) {
        this(requestsPerMinute, tokensPerMinute, maxConcurrency, strict, null);
    }

    /** Returns the limits that only some providers have. */
    public FurtherLimits furtherOrNone() {
        return further == null ? FurtherLimits.NONE : further;
    }

    /** Returns whether this can be a quota: at least one request, token and call, as far as they are named. */
    @JsonIgnore
    public boolean isValid() {
        return (requestsPerMinute == null || requestsPerMinute >= 1)
                && (tokensPerMinute == null || tokensPerMinute >= 1)
                && (maxConcurrency == null || maxConcurrency >= 1)
                && furtherOrNone().isValid();
    }

    /** Returns this quota, with missing values taken from another one. */
    public PoolQuota or(PoolQuota other) {
        return new PoolQuota(
                first(requestsPerMinute, other.requestsPerMinute),
                first(tokensPerMinute, other.tokensPerMinute),
                first(maxConcurrency, other.maxConcurrency),
                first(strict, other.strict),
                furtherOrNone().or(other.furtherOrNone()));
    }

    /** Returns the lesser of each value; a value that only one of the two quotas names counts. */
    public PoolQuota least(PoolQuota other) {
        return new PoolQuota(
                least(requestsPerMinute, other.requestsPerMinute),
                least(tokensPerMinute, other.tokensPerMinute),
                least(maxConcurrency, other.maxConcurrency),
                // A quota spread over the minute allows less.
                Boolean.TRUE.equals(strict) ? strict : first(other.strict, strict),
                furtherOrNone().least(other.furtherOrNone()));
    }

    private static <T extends Comparable<T>> @Nullable T least(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return first(one, other);
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }
}
