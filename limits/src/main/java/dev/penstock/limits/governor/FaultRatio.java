package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolTraffic;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ratio of lost calls among at least the last 20 calls of all workers, as exactly as reports tell.
 *
 * <p>Probes, and calls that hung when an outage began, say nothing about the provider after it and count as repeated faults do.
 *
 * <p>A request that fails again and again may be the reason itself, so the ratio is of requests: a repeated fault counts
 * only where the requests called for the first time in the last minute fail as well, or there were none.
 */
final class FaultRatio {
    /** How long a worker's report on its last calls counts, if the worker has made no call since. */
    private static final long REPORT_LIFETIME_MILLIS = 3_000;

    private static final long MINUTE_MILLIS = 60_000;

    private final RecentFaults firstFaults = new RecentFaults(Long.MAX_VALUE);
    private final RecentFaults firstFaultsOfMinute = new RecentFaults(MINUTE_MILLIS);
    private final RecentFaults allFaultsOfMinute = new RecentFaults(MINUTE_MILLIS);
    private final SortedMap<String, Recent> recent = new TreeMap<>();
    private boolean high;

    private record Recent(long at, int calls, int lost) {}

    void add(PoolReport report, long now) {
        PoolTraffic traffic = report.traffic();
        long ended = traffic.answered() + traffic.throttled() + traffic.faults();
        long repeated = Math.min(traffic.repeatedFaults(), traffic.faults());
        recent.values().removeIf(before -> now - before.at() > REPORT_LIFETIME_MILLIS);
        if (ended > repeated) {
            recent.put(report.worker(), new Recent(now, traffic.recentCalls(), traffic.recentLost()));
        }
        firstFaults.add(ended - repeated, traffic.faults() - repeated, now);
        firstFaultsOfMinute.add(ended - repeated, traffic.faults() - repeated, now);
        allFaultsOfMinute.add(ended, traffic.faults(), now);
        high = firstFaults.areMany() || areManyNow() || (allFaultsOfMinute.areMany() && firstFaultsOfMinute.areHalf());
    }

    /** Returns whether at least half of the requests were lost. */
    boolean isHigh() {
        return high;
    }

    void clear() {
        firstFaults.clear();
        firstFaultsOfMinute.clear();
        allFaultsOfMinute.clear();
        recent.clear();
        high = false;
    }

    private boolean areManyNow() {
        return RecentFaults.areMany(
                recent.values().stream().mapToLong(Recent::calls).sum(),
                recent.values().stream().mapToLong(Recent::lost).sum());
    }
}
