package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolTraffic;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final WorkerReports workers = new WorkerReports(WorkerReports.RPM_600);

    @Test
    void staysClosedBelowTwentyCallsAndBelowHalfOfThemLost() {
        assertThat(workers.hungry("a", WorkerReports.traffic(19, 0, 0, 19)).state())
                .isEqualTo(PoolState.OPEN);

        WorkerReports others = new WorkerReports(WorkerReports.RPM_600);
        assertThat(others.hungry("a", WorkerReports.traffic(40, 21, 0, 19)).state())
                .isEqualTo(PoolState.OPEN);
    }

    @Test
    void opensForTheWholeFleetWhenHalfOfTheLastTwentyCallsWereLost() {
        workers.hungry("a", WorkerReports.traffic(300, 300, 0, 0));
        workers.hungry("a", WorkerReports.traffic(10, 0, 0, 10));

        PoolShare share = workers.hungry("b", WorkerReports.traffic(10, 0, 0, 10));

        assertThat(share.state()).isEqualTo(PoolState.OUTAGE);
        assertThat(share.concurrency()).isZero();
        assertThat(share.calls()).isZero();
        assertThat(workers.governor.queueRate(workers.now)).isEqualTo(QueueRate.STOPPED);
    }

    @Test
    void opensWhenAWorkerSawHalfOfItsLastTwentyLostAlthoughASecondsCountsHideIt() {
        PoolTraffic burst = new PoolTraffic(1000, 40, 4000, 30, 0, 0, false, null, 10, 500L, 20, 10, 0);

        assertThat(workers.hungry("a", burst).state()).isEqualTo(PoolState.OUTAGE);
    }

    @Test
    void oneWorkersTroubleIsNoOutageOfTheFleet() {
        PoolTraffic well = new PoolTraffic(1000, 40, 4000, 40, 0, 0, false, null, 0, 500L, 20, 0, 0);
        PoolTraffic burst = new PoolTraffic(1000, 40, 4000, 30, 0, 0, false, null, 10, 500L, 20, 10, 0);
        workers.hungry("a", well);
        workers.hungry("b", well);

        assertThat(workers.hungry("c", burst).state()).isEqualTo(PoolState.OPEN);
    }

    @Test
    void requestsThatFailAgainAndAgainAreNoOutageWhereTheOthersWereAnswered() {
        workers.hungry("a", WorkerReports.traffic(60, 57, 0, 3));

        for (int i = 0; i < 5; i++) {
            workers.pass(4_000);
            assertThat(workers.hungry("a", failedAgain(3)).state()).isEqualTo(PoolState.OPEN);
        }
        workers.pass(60_000);
        assertThat(workers.hungry("a", failedAgain(3)).state()).isEqualTo(PoolState.OPEN);
    }

    @Test
    void aManyfoldFaultOfFewRequestsCountsOnceAmongAllWorkers() {
        workers.hungry("a", WorkerReports.traffic(15, 15, 0, 0));
        workers.hungry("b", WorkerReports.traffic(10, 0, 0, 10));

        assertThat(workers.hungry("b", failedAgain(40)).state()).isEqualTo(PoolState.OPEN);
    }

    @Test
    void aBatchOfTenOpensTheBreakerWhenAllOfItsRequestsFailTwice() {
        workers.hungry("a", WorkerReports.traffic(10, 0, 0, 10));
        workers.pass(1_000);

        assertThat(workers.hungry("a", failedAgain(10)).state()).isEqualTo(PoolState.OUTAGE);
    }

    @Test
    void whatFailedInAnEarlierProcessOpensTheBreakerWhenNothingElseIsKnown() {
        assertThat(workers.hungry("a", failedAgain(20)).state()).isEqualTo(PoolState.OUTAGE);
    }

    @Test
    void callsThatHangSinceBeforeDoNotKeepTheProbeFromGoingOut() {
        breakDown();
        workers.pass(CircuitBreaker.COOLDOWN_MILLIS);

        PoolShare prober = workers.report("a", WorkerReports.QUIET, 5, 40, null);

        assertThat(prober.calls()).isEqualTo(1);
        assertThat(prober.concurrency()).isEqualTo(41);
    }

    @Test
    void exactlyOneWorkerProbesAfterTheCooldown() {
        breakDown();
        workers.pass(CircuitBreaker.COOLDOWN_MILLIS - 1000);
        workers.hungry("a");
        workers.pass(1000);

        assertThat(workers.idle("c").concurrency()).isZero();
        PoolShare prober = workers.hungry("a");
        PoolShare other = workers.hungry("b");

        assertThat(prober.calls()).isEqualTo(1);
        assertThat(prober.concurrency()).as("the five that run, and the probe").isEqualTo(6);
        assertThat(other.calls()).isZero();
        assertThat(other.state()).isEqualTo(PoolState.PROBING);
    }

    @Test
    void theProbeStaysWithAWorkerThatIsStillCallingAndPassesOnWhenItGoesSilent() {
        breakDown();
        workers.pass(CircuitBreaker.COOLDOWN_MILLIS);
        workers.report("a", WorkerReports.QUIET, 5, 0, null);
        for (int i = 0; i < 20; i++) {
            workers.pass(1000);
            PoolTraffic probe = i == 0 ? WorkerReports.traffic(1, 0, 0, 0) : WorkerReports.QUIET;
            assertThat(workers.report("a", probe, 5, 1, null).calls()).isZero();
            assertThat(workers.hungry("b").calls()).isZero();
        }

        workers.pass(5000);

        assertThat(workers.hungry("b").calls()).isEqualTo(1);
    }

    @Test
    void whereNobodyHasRequestsWaitingWorkersTakeTurnsToFetchOne() {
        breakDown();
        workers.pass(CircuitBreaker.COOLDOWN_MILLIS);

        assertThat(workers.idle("a").calls()).isEqualTo(1);
        assertThat(workers.idle("b").calls()).isZero();
        workers.pass(4000);
        assertThat(workers.idle("b").calls()).isEqualTo(1);
        assertThat(workers.idle("a").calls()).isZero();
    }

    @Test
    void anAnsweredProbeRampsTheRateUpInTenSeconds() {
        breakDown();
        workers.pass(CircuitBreaker.COOLDOWN_MILLIS);
        workers.hungry("a");
        workers.pass(500);

        PoolShare share = workers.hungry("a", WorkerReports.traffic(1, 1, 0, 0));

        assertThat(share.state()).isEqualTo(PoolState.RAMPING);
        assertThat(share.requestsPerMinute()).isEqualTo(60);
        assertThat(share.concurrency()).isEqualTo(2);
        workers.pass(5000);
        assertThat(workers.requestsPerMinute()).isEqualTo(330);
        workers.pass(5000);
        assertThat(workers.hungry("a").state()).isEqualTo(PoolState.OPEN);
        assertThat(workers.requestsPerMinute()).isEqualTo(600);
    }

    @Test
    void aLostProbeMeansAnotherCooldown() {
        breakDown();
        workers.pass(CircuitBreaker.COOLDOWN_MILLIS);
        workers.hungry("a");
        workers.pass(500);

        assertThat(workers.hungry("a", WorkerReports.traffic(1, 0, 0, 1)).state())
                .isEqualTo(PoolState.OUTAGE);
        workers.pass(CircuitBreaker.COOLDOWN_MILLIS - 1);
        assertThat(workers.hungry("a").calls()).isZero();
        workers.pass(1);
        assertThat(workers.hungry("a").calls()).isEqualTo(1);
    }

    @Test
    void anOperatorNeedNotWaitForTheCooldown() {
        breakDown();

        workers.governor.resume(workers.now);

        assertThat(workers.hungry("a").calls()).isEqualTo(1);
    }

    @Test
    void anOutageSurvivesARestartOfTheGovernor() {
        breakDown();
        workers.pass(1000);

        workers.restart();

        assertThat(workers.hungry("a").state()).isEqualTo(PoolState.OUTAGE);
    }

    private static PoolTraffic failedAgain(int calls) {
        return new PoolTraffic(1000, calls, calls * 100L, 0, 0, 0, false, null, calls, null, 0, 0, calls);
    }

    private void breakDown() {
        workers.hungry("a", WorkerReports.traffic(30, 0, 0, 30));
    }
}
