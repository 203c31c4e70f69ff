package dev.penstock.limits.traffic;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The latest latencies, for their median. */
final class Latencies {
    private static final int KEPT = 512;

    private final long[] millis = new long[KEPT];
    private int seen;

    void add(long latency) {
        millis[seen % KEPT] = latency;
        seen++;
    }

    @Nullable
    Long median() {
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
