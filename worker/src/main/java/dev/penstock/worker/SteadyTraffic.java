package dev.penstock.worker;

import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolTraffic;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reports of a pool's only worker less often while its few calls succeed and its share stays as it is. */
final class SteadyTraffic {
    /** The longest interval, which the workers of a large fleet have, too. */
    private static final Duration LONGEST = Duration.ofSeconds(2);
    /** The governor asks for reports sooner than this while calls wait for a larger share. */
    private static final Duration USUAL = Duration.ofSeconds(1);
    /** The calls of the longest interval at 16 a second: with more of them, reports are a small part of the cost. */
    private static final int FEW_CALLS = 32;

    private @Nullable PoolShare before;

    /**
     * Returns the time until the next report.
     *
     * @param report the report that was answered
     * @param wanted the time until the next report that the governor wants
     */
    Duration nextReport(PoolReport report, PoolShare answer, Duration wanted) {
        boolean isUnchanged = answer.equals(before);
        before = answer;
        boolean isSteady = isUnchanged
                && answer.state() == PoolState.OPEN
                && answer.workers() <= 1
                && wanted.compareTo(USUAL) >= 0
                && succeed(report.traffic());
        return isSteady && wanted.compareTo(LONGEST) < 0 ? LONGEST : wanted;
    }

    private static boolean succeed(PoolTraffic traffic) {
        return traffic.calls() <= FEW_CALLS && traffic.throttled() == 0 && traffic.faults() == 0;
    }
}
