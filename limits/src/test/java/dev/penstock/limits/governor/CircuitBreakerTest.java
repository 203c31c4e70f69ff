package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolTraffic;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private static final long FIRST_WAIT = ProbeSchedule.FIRST_WAIT_MILLIS;

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
        workers.pass(FIRST_WAIT);

        PoolShare prober = workers.report("a", WorkerReports.QUIET, 5, 40, null);

        assertThat(prober.calls()).isEqualTo(1);
        assertThat(prober.concurrency()).isEqualTo(41);
    }

    @Test
    void exactlyOneWorkerProbesAfterTheCooldown() {
        breakDown();
        workers.pass(FIRST_WAIT - 1000);
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
    void aProbeThatHangsIsFollowedByAnotherOneAndStaysAloneUntilThen() {
        breakDown();
        workers.pass(FIRST_WAIT);
        workers.hungry("a");
        workers.probing("a");
        for (long passed = 1_000; passed < 2 * FIRST_WAIT; passed += 1_000) {
            workers.pass(1_000);
            assertThat(workers.hungry("a").calls()).isZero();
            assertThat(workers.hungry("b").calls()).isZero();
        }

        workers.pass(1_000);

        assertThat(workers.hungry("b").calls()).isEqualTo(1);
        assertThat(workers.hungry("a").calls()).isZero();
    }

    @Test
    void aProbePassesOnWhenItsWorkerGoesSilent() {
        breakDown();
        workers.pass(FIRST_WAIT);
        workers.hungry("b");
        workers.hungry("a");
        workers.probing("b");
        for (int second = 0; second < 6; second++) {
            workers.pass(1_000);
            workers.hungry("a");
        }

        assertThat(workers.hungry("a").calls()).isEqualTo(1);
    }

    @Test
    void theAnswerToAProbeThatWasNotWaitedForAnyLongerOpensThePoolAtOnce() {
        breakDown();
        workers.pass(FIRST_WAIT);
        workers.hungry("a");
        workers.probing("a");
        workers.pass(2 * FIRST_WAIT);
        workers.hungry("b");

        assertThat(workers.probeAnswered("a").state()).isEqualTo(PoolState.RAMPING);
    }

    @Test
    void callsFromBeforeTheOutageSayNothingAboutARecoveredProvider() {
        breakDown();
        workers.pass(FIRST_WAIT);
        workers.hungry("a");
        workers.probing("a");

        assertThat(workers.hungry("a", WorkerReports.traffic(0, 5, 0, 0)).state())
                .isEqualTo(PoolState.PROBING);
        assertThat(workers.hungry("a", WorkerReports.traffic(0, 0, 0, 5)).state())
                .isEqualTo(PoolState.PROBING);
        assertThat(workers.hungry("b", WorkerReports.traffic(0, 5, 0, 0)).state())
                .isEqualTo(PoolState.PROBING);
    }

    @Test
    void whereNobodyHasRequestsWaitingWorkersTakeTurnsToFetchOne() {
        breakDown();
        workers.pass(FIRST_WAIT);

        assertThat(workers.idle("a").calls()).isEqualTo(1);
        assertThat(workers.idle("b").calls()).isZero();
        workers.pass(4000);
        assertThat(workers.idle("b").calls()).isEqualTo(1);
        assertThat(workers.idle("a").calls()).isZero();
    }

    @Test
    void callsThatHungDuringTheOutageDoNotCloseThePoolAgain() {
        breakDown();
        recover();

        PoolTraffic hung = new PoolTraffic(1000, 0, 0, 0, 0, 0, false, null, 40, null, 0, 0, 40);

        assertThat(workers.hungry("a", hung).state()).isEqualTo(PoolState.RAMPING);
        workers.pass(3_000);
        assertThat(workers.hungry("a").state()).isEqualTo(PoolState.OPEN);
        assertThat(workers.hungry("a", hung).state())
                .as("before any other call has ended")
                .isEqualTo(PoolState.OPEN);
    }

    @Test
    void afterALongOutageAnAnsweredProbeRampsTheRateUpInTenSeconds() {
        breakDown();
        workers.pass(60_000);
        workers.hungry("a");
        workers.probing("a");

        PoolShare share = workers.probeAnswered("a");

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
    void theRateGrowsBackInAThirdOfAShorterOutage() {
        breakDown();
        workers.pass(15_000);
        workers.hungry("a");
        workers.probing("a");

        workers.probeAnswered("a");

        workers.pass(2_500);
        assertThat(workers.requestsPerMinute()).isEqualTo(330);
        workers.pass(2_500);
        assertThat(workers.hungry("a").state()).isEqualTo(PoolState.OPEN);
    }

    @Test
    void afterLostProbesTheWaitsAreFiveTenAndFifteenSeconds() {
        breakDown();

        for (long wait : List.of(5_000L, 10_000L, 15_000L, 15_000L)) {
            workers.pass(wait - 1);
            assertThat(workers.hungry("a").calls()).isZero();
            workers.pass(1);
            assertThat(workers.hungry("a").calls()).isEqualTo(1);
            workers.probing("a");
            assertThat(workers.probeLost("a").state()).isEqualTo(PoolState.OUTAGE);
        }
    }

    @Test
    void aMinuteOfFailuresCostsFourProbes() {
        breakDown();
        int probes = 0;
        for (int second = 1; second < 60; second++) {
            workers.pass(1_000);
            Integer calls = workers.hungry("a").calls();
            if (calls != null && calls > 0) {
                probes++;
                workers.probing("a");
                workers.probeLost("a");
            }
        }

        assertThat(probes).isEqualTo(4);
    }

    @Test
    void anOutageThatReturnsAtOnceIsProbedAsRarelyAsBefore() {
        breakDown();
        recover();
        workers.pass(3_000);
        assertThat(workers.hungry("a").state()).isEqualTo(PoolState.OPEN);

        breakDown();

        workers.pass(2 * FIRST_WAIT - 1);
        assertThat(workers.hungry("a").calls()).isZero();
        workers.pass(1);
        assertThat(workers.hungry("a").calls()).isEqualTo(1);
    }

    @Test
    void anOutageHalfAMinuteLaterIsAnotherOne() {
        breakDown();
        recover();
        workers.pass(3_000);
        workers.hungry("a");
        workers.pass(ProbeSchedule.RELAPSE_MILLIS);

        breakDown();

        workers.pass(FIRST_WAIT);
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

    @Test
    void anOutageInTheMemoryOfAnEarlierVersionBeganWhenItSays() {
        CircuitBreaker breaker =
                new CircuitBreaker(new PoolMemory.CircuitBreaker(PoolState.OUTAGE, workers.now, null, 0, 0, 0, false));

        breaker.advance(workers.now + FIRST_WAIT - 1);
        assertThat(breaker.state()).isEqualTo(PoolState.OUTAGE);
        assertThat(breaker.probesAt()).isEqualTo(workers.now + FIRST_WAIT);
        assertThat(breaker.memory().closedSince()).isEqualTo(workers.now);

        breaker.advance(workers.now + FIRST_WAIT);
        assertThat(breaker.state()).isEqualTo(PoolState.PROBING);
        assertThat(breaker.since()).isEqualTo(workers.now + FIRST_WAIT);
    }

    @Test
    void aProbeSurvivesARestartOfTheGovernor() {
        breakDown();
        workers.pass(60_000);
        workers.hungry("a");
        workers.probing("a");

        workers.restart();

        assertThat(workers.hungry("a").calls()).isZero();
        assertThat(workers.probeAnswered("a").requestsPerMinute()).isEqualTo(60);
    }

    private static PoolTraffic failedAgain(int calls) {
        return new PoolTraffic(1000, calls, calls * 100L, 0, 0, 0, false, null, calls, null, 0, 0, calls);
    }

    private void recover() {
        workers.pass(FIRST_WAIT);
        workers.hungry("a");
        workers.probing("a");
        workers.probeAnswered("a");
    }

    private void breakDown() {
        workers.hungry("a", WorkerReports.traffic(30, 0, 0, 30));
    }
}
