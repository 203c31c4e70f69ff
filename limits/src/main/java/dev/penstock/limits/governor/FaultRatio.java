package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolTraffic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ratio of lost calls among at least the last 20 calls of all workers, as exactly as reports tell. */
final class FaultRatio {
    private static final long MIN_CALLS = 20;
    private static final double HIGH = 0.5;
    /** How long a worker's report on its last calls counts, if the worker has made no call since. */
    private static final long REPORT_LIFETIME_MILLIS = 3_000;

    private final Deque<Ended> last = new ArrayDeque<>();
    private final SortedMap<String, Recent> recent = new TreeMap<>();
    private long calls;
    private long lost;

    private record Ended(long calls, long lost) {}

    private record Recent(long at, int calls, int lost) {}

    void add(PoolReport report, long now) {
        PoolTraffic traffic = report.traffic();
        long ended = traffic.answered() + traffic.throttled() + traffic.faults();
        recent.values().removeIf(before -> now - before.at() > REPORT_LIFETIME_MILLIS);
        if (ended == 0) {
            return;
        }
        recent.put(report.worker(), new Recent(now, traffic.recentCalls(), traffic.recentLost()));
        last.add(new Ended(ended, traffic.faults()));
        calls += ended;
        lost += traffic.faults();
        while (calls - last.element().calls() >= MIN_CALLS) {
            Ended oldest = last.remove();
            calls -= oldest.calls();
            lost -= oldest.lost();
        }
    }

    /** Returns whether at least half of the calls were lost. */
    boolean isHigh() {
        return isHigh(calls, lost)
                || isHigh(
                        recent.values().stream().mapToLong(Recent::calls).sum(),
                        recent.values().stream().mapToLong(Recent::lost).sum());
    }

    void clear() {
        last.clear();
        recent.clear();
        calls = 0;
        lost = 0;
    }

    private static boolean isHigh(long calls, long lost) {
        return calls >= MIN_CALLS && lost >= HIGH * calls;
    }
}
