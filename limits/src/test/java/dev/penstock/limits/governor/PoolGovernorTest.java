package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolStatus.Source;
import dev.penstock.contracts.pool.PoolTraffic;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolGovernorTest {
    private static final PoolQuota RPM_100 = new PoolQuota(100L, null, null, null);
    private static final PoolQuota RPM_300 = new PoolQuota(300L, null, null, null);

    private final WorkerReports workers = new WorkerReports(WorkerReports.RPM_600);
    private final WorkerReports undeclared = new WorkerReports(PoolQuota.UNKNOWN);

    @Test
    void theStatusSaysUntilWhenTheProviderThrottlesAndInWhichWords() {
        WorkerReports workers = new WorkerReports(WorkerReports.RPM_600);
        PoolTraffic throttled = new PoolTraffic(1000, 1, 0, 0, 1, 1, false, 600_000L, 0, null, 0, 0, 0);
        workers.governor.report(
                new PoolReport(
                        "a",
                        WorkerReports.RPM_600,
                        null,
                        throttled,
                        5,
                        0,
                        1,
                        null,
                        false,
                        null,
                        "429: day is used up",
                        List.of()),
                workers.now);
        workers.pass(10_000);
        workers.restart();

        assertThat(workers.governor.status(workers.now).waiting())
                .isEqualTo(new PoolStatus.Wait(workers.now + 590_000, "429: day is used up"));
        workers.pass(590_000);
        assertThat(workers.governor.status(workers.now).waiting()).isNull();
    }

    @Test
    void theStatusSaysWhenAnOutageIsProbed() {
        WorkerReports workers = new WorkerReports(WorkerReports.RPM_600);
        workers.hungry("a", WorkerReports.traffic(30, 0, 0, 30));

        assertThat(workers.governor.status(workers.now).waiting())
                .isEqualTo(new PoolStatus.Wait(workers.now + ProbeSchedule.FIRST_WAIT_MILLIS, null));
    }

    @Test
    void whatAnOperatorSetGoesBeforeWhatIsDeclared() {
        workers.hungry("a");
        workers.governor.setQuota(RPM_100, workers.now);

        assertThat(workers.hungry("a").requestsPerMinute()).isEqualTo(100);
        assertThat(workers.governor.status(workers.now).source()).isEqualTo(Source.SET);
        workers.governor.setQuota(PoolQuota.UNKNOWN, workers.now);
        assertThat(workers.hungry("a").requestsPerMinute()).isEqualTo(600);
        assertThat(workers.governor.status(workers.now).source()).isEqualTo(Source.DECLARED);
    }

    @Test
    void whatTheProviderAnnouncesIsBelievedAtOnceAndFollowed() {
        assertThat(undeclared.hungry("a").requestsPerMinute()).isNull();
        assertThat(undeclared.announced("a", RPM_300).requestsPerMinute()).isEqualTo(300);
        assertThat(undeclared.announced("a", RPM_100).requestsPerMinute()).isEqualTo(100);
        assertThat(undeclared.hungry("a").requestsPerMinute()).isEqualTo(100);
        assertThat(undeclared.announced("a", RPM_300).requestsPerMinute()).isEqualTo(300);
        assertThat(undeclared.governor.status(undeclared.now).source()).isEqualTo(Source.ANNOUNCED);
    }

    @Test
    void whatIsDeclaredGoesBeforeWhatIsAnnounced() {
        assertThat(workers.announced("a", RPM_100).requestsPerMinute()).isEqualTo(600);
    }

    @Test
    void theLeastThatWorkersDeclareHoldsWhileTheyAreThere() {
        workers.declaring("a", new PoolQuota(300L, null, 50, null));
        workers.declaring("b", new PoolQuota(100L, 9_000L, null, true));
        workers.declaring("a", new PoolQuota(300L, null, 50, null));

        PoolStatus both = workers.governor.status(workers.now);
        assertThat(both.quota()).isEqualTo(new PoolQuota(100L, 9_000L, 50, true));
        assertThat(both.workers())
                .extracting(PoolStatus.Worker::declared)
                .containsExactly(new PoolQuota(300L, null, 50, null), new PoolQuota(100L, 9_000L, null, true));

        workers.pass(PoolWorkers.SILENCE_MILLIS - 1);
        workers.declaring("a", new PoolQuota(300L, null, 50, null));
        assertThat(workers.requestsPerMinute()).isEqualTo(100);
        workers.pass(1);
        workers.declaring("a", new PoolQuota(300L, null, 50, null));
        assertThat(workers.governor.status(workers.now).quota()).isEqualTo(new PoolQuota(300L, null, 50, true));
    }

    @Test
    void theLimitOfAWorkerThatLeavesGoesWithIt() {
        workers.declaring("a", RPM_100);
        assertThat(workers.hungry("b").requestsPerMinute()).isLessThanOrEqualTo(100);
        workers.restart();
        assertThat(workers.requestsPerMinute()).isEqualTo(100);

        workers.leave("a");

        assertThat(workers.hungry("b").requestsPerMinute()).isEqualTo(600);
    }

    @Test
    void aPauseHoldsEverybodyUntilItIsResumed() {
        workers.hungry("a");
        workers.governor.pause("maintenance", workers.now);

        PoolShare held = workers.hungry("a");

        assertThat(held.state()).isEqualTo(PoolState.PAUSED);
        assertThat(held.reason()).isEqualTo("maintenance");
        assertThat(held.concurrency()).isZero();
        assertThat(workers.governor.queueRate(workers.now)).isEqualTo(QueueRate.STOPPED);
        workers.governor.resume(workers.now);
        assertThat(workers.hungry("a").concurrency()).isEqualTo(20);
    }

    @Test
    void anAccountThatIsTurnedAwayBlocksThePoolUntilAPersonResumesIt() {
        workers.report("a", WorkerReports.QUIET, 5, 0, "401: wrong key");
        workers.pass(3_600_000);

        PoolShare held = workers.hungry("b");

        assertThat(held.state()).isEqualTo(PoolState.BLOCKED);
        assertThat(held.reason()).isEqualTo("401: wrong key");
        assertThat(held.concurrency()).isZero();
        workers.governor.resume(workers.now);
        assertThat(workers.hungry("b").state()).isEqualTo(PoolState.OPEN);
    }

    @Test
    void theQueueDispatchesALittleMoreThanTheGatesLetThrough() {
        assertThat(undeclared.governor.queueRate(undeclared.now)).isEqualTo(QueueRate.UNLIMITED);

        workers.hungry("a", WorkerReports.traffic(10, 10, 0, 0));

        assertThat(workers.governor.queueRate(workers.now).tasksPerSecond()).isEqualTo(12);
    }

    @Test
    void samplesShowTheLastTenMinutes() {
        for (int i = 0; i < 700; i++) {
            workers.hungry("a", WorkerReports.traffic(10, 9, 1, 0));
            workers.pass(1000);
        }

        assertThat(workers.governor.status(workers.now).samples())
                .hasSize(RecentSamples.KEPT)
                .allSatisfy(sample -> assertThat(sample.calls()).isBetween(10L, 50L));
    }

    @Test
    void aRestartedGovernorGoesOnWhereTheOldOneWas() {
        workers.hungry("a", WorkerReports.traffic(10, 10, 0, 0));
        workers.hungry("b");
        workers.hungry("a");

        workers.restart();

        assertThat(workers.hungry("b").requestsPerMinute()).isEqualTo(300);
        assertThat(workers.governor.status(workers.now).workers()).hasSize(2);
    }
}
