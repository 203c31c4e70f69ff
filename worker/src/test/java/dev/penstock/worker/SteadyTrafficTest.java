package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolTraffic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyTrafficTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofMillis(250);
    private static final PoolQuota DECLARED = new PoolQuota(480L, null, 16, null);

    private final SteadyTraffic steady = new SteadyTraffic();

    @Test
    void theOnlyWorkersFewCallsAreReportedLaterOnceTheShareStays() {
        assertThat(next(calls(8), share(480, 1))).isEqualTo(SECOND);
        assertThat(next(calls(8), share(480, 1))).isEqualTo(LATER);
        assertThat(next(calls(16), share(480, 1))).isEqualTo(LATER);
        assertThat(next(calls(16), share(240, 1))).isEqualTo(SECOND);
    }

    @Test
    void troubleManyCallsAndOtherWorkersAreReportedAtTheUsualTime() {
        assertThat(next(calls(8), share(480, 1))).isEqualTo(SECOND);
        assertThat(next(calls(33), share(480, 1))).isEqualTo(SECOND);
        assertThat(next(traffic(8, 1, 0), share(480, 1))).isEqualTo(SECOND);
        assertThat(next(traffic(8, 0, 1), share(480, 1))).isEqualTo(SECOND);
        assertThat(next(calls(8), share(240, 2))).isEqualTo(SECOND);
        assertThat(next(calls(8), share(240, 2))).isEqualTo(SECOND);
    }

    @Test
    void aWorkerThatWaitsForMoreReportsAsSoonAsTheGovernorWants() {
        PoolShare share = share(480, 1);
        assertThat(steady.nextReport(report(calls(8)), share, SOON)).isEqualTo(SOON);
        assertThat(steady.nextReport(report(calls(8)), share, SOON)).isEqualTo(SOON);
        assertThat(steady.nextReport(report(calls(0)), share, Duration.ofDays(1)))
                .as("of an idle pool")
                .isEqualTo(Duration.ofDays(1));
    }

    private Duration next(PoolTraffic traffic, PoolShare answer) {
        return steady.nextReport(report(traffic), answer, SECOND);
    }

    private static PoolTraffic calls(long calls) {
        return traffic(calls, 0, 0);
    }

    private static PoolTraffic traffic(long calls, long throttled, long faults) {
        return new PoolTraffic(1_000, calls, 0, calls, throttled, throttled, false, null, faults, null, 0, 0, 0);
    }

    private static PoolShare share(long perMinute, int workers) {
        return new PoolShare(
                PoolState.OPEN, null, perMinute, null, 16, true, null, null, workers, SECOND.toMillis(), List.of());
    }

    private static PoolReport report(PoolTraffic traffic) {
        return new PoolReport(
                "w", DECLARED, null, traffic, 0, 4, 1, null, false, new StoreId("0badcafe"), null, List.of(), null);
    }
}
