package dev.penstock.client.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures how fast a counter grows: over the last ten seconds, and over as much more, up to ten minutes, as it takes to see
 * the counter grow once. The caller passes the time in.
 */
public final class RateMeter {
    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final long LONGEST_NANOS = 60 * WINDOW_NANOS;

    private final List<Sample> samples = new ArrayList<>();

    private record Sample(long count, long nanos) {}

    public RateMeter() {}

    /** Creates a meter that knows when the counter was zero, so that its first rate is the average since then. */
    public RateMeter(long zeroAtNanos) {
        samples.add(new Sample(0, zeroAtNanos));
    }

    /** Returns the rate, which is never negative: a counter that has shrunk, as when a batch is planned again, is measured anew. */
    public double perSecond(long count, long nanos) {
        if (!samples.isEmpty() && count < samples.getLast().count) {
            samples.clear();
        }
        samples.add(new Sample(count, nanos));
        while (samples.size() > 2 && isOlderThanNeeded(count, nanos)) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        return nanos == first.nanos ? 0 : (count - first.count) * 1e9 / (nanos - first.nanos);
    }

    private boolean isOlderThanNeeded(long count, long nanos) {
        long age = nanos - samples.getFirst().nanos;
        return age > LONGEST_NANOS || (age > WINDOW_NANOS && samples.get(1).count < count);
    }
}
