package dev.penstock.limits.governor;

import java.util.ArrayDeque;
import java.util.Deque;

/** The faults among the last 20 or a few more calls, as far as they are recent enough. */
final class RecentFaults {
    private static final long MIN_CALLS = 20;
    private static final double HALF = 0.5;

    private final Deque<Ended> last = new ArrayDeque<>();
    private final long lifetimeMillis;
    private long calls;
    private long lost;

    private record Ended(long at, long calls, long lost) {}

    /**
     * @param lifetimeMillis how long a call counts
     */
    RecentFaults(long lifetimeMillis) {
        this.lifetimeMillis = lifetimeMillis;
    }

    void add(long ended, long faults, long now) {
        if (ended > 0) {
            last.add(new Ended(now, ended, faults));
            calls += ended;
            lost += faults;
        }
        while (!last.isEmpty()
                && (now - last.element().at() > lifetimeMillis
                        || calls - last.element().calls() >= MIN_CALLS)) {
            Ended oldest = last.remove();
            calls -= oldest.calls();
            lost -= oldest.lost();
        }
    }

    /** Returns whether enough calls are known, and at least half of them were lost. */
    boolean areMany() {
        return areMany(calls, lost);
    }

    /** Returns whether at least half of the known calls were lost, however few they are; also if none is known. */
    boolean areHalf() {
        return lost >= HALF * calls;
    }

    static boolean areMany(long calls, long lost) {
        return calls >= MIN_CALLS && lost >= HALF * calls;
    }

    void clear() {
        last.clear();
        calls = 0;
        lost = 0;
    }
}
