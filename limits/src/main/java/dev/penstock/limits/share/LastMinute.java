package dev.penstock.limits.share;

import java.time.Duration;

/** A count over the last minute, exact to ten seconds. */
public final class LastMinute {
    private static final long STEP = Duration.ofSeconds(10).toNanos();
    private static final int STEPS = 6;

    private final long[] counts = new long[STEPS];
    private long step;

    /** @param now a monotonic clock's nanoseconds */
    public LastMinute(long now) {
        step = Math.floorDiv(now, STEP);
    }

    public synchronized void add(long now, long count) {
        advance(now);
        counts[Math.floorMod(step, STEPS)] += count;
    }

    public synchronized long total(long now) {
        advance(now);
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    private void advance(long now) {
        long current = Math.floorDiv(now, STEP);
        for (long passed = Math.max(step + 1, current - STEPS + 1); passed <= current; passed++) {
            counts[Math.floorMod(passed, STEPS)] = 0;
        }
        step = Math.max(step, current);
    }
}
