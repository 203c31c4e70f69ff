package dev.penstock.limits.governor;

import org.jspecify.annotations.Nullable;

/** What the whole fleet keeps to just now; null = no limit. */
record Limits(@Nullable Long requestsPerMinute, @Nullable Long tokensPerMinute, int concurrency) {
    /** A part of it, but enough for one call. */
    Limits times(double factor) {
        return new Limits(times(requestsPerMinute, factor), times(tokensPerMinute, factor), (int)
                Math.max(1, Math.round(concurrency * factor)));
    }

    @Nullable
    Long of(Dimension dimension) {
        return switch (dimension) {
            case REQUESTS -> requestsPerMinute;
            case TOKENS -> tokensPerMinute;
            case CONCURRENCY -> (long) concurrency;
        };
    }

    static @Nullable Long lower(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }

    private static @Nullable Long times(@Nullable Long limit, double factor) {
        return limit == null ? null : (Long) Math.max(1, Math.round(limit * factor));
    }
}
