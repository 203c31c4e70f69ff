package dev.penstock.client.batch;

import java.util.ArrayDeque;
import java.util.Deque;

/** Measures how fast a counter grew over the last ten seconds; the caller passes the time in. */
public final class RateMeter {
    private static final long WINDOW_NANOS = 10_000_000_000L;

    private final Deque<long[]> samples = new ArrayDeque<>();

    public double perSecond(long count, long nanos) {
        samples.addLast(new long[] {count, nanos});
        while (samples.size() > 2 && nanos - samples.getFirst()[1] > WINDOW_NANOS) {
            samples.removeFirst();
        }
        long[] first = samples.getFirst();
        return nanos == first[1] ? 0 : (count - first[0]) * 1e9 / (nanos - first[1]);
    }
}
