package dev.penstock.limits.traffic;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The latest latencies of a pool, up to 512, in milliseconds. */
final class RecentLatencies {
    private static final int KEPT = 512;

    private final long[] millis = new long[KEPT];
    private int seen;

    void add(Duration latency) {
        millis[seen % KEPT] = latency.toMillis();
        seen++;
    }

    /** Returns the median in milliseconds; null if there is no latency yet. */
    @Nullable
    Long medianMillis() {
        int size = Math.min(seen, KEPT);
        if (size == 0) {
            return null;
        }
        long[] sorted = Arrays.copyOf(millis, size);
        Arrays.sort(sorted);
        return sorted[size / 2];
    }

    void clear() {
        seen = 0;
    }
}
