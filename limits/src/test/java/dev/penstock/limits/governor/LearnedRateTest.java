package dev.penstock.limits.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolStatus.Source;
import dev.penstock.contracts.pool.PoolTraffic;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LearnedRateTest {
    private final WorkerReports undeclared = new WorkerReports(PoolQuota.UNKNOWN);

    @Test
    void refusalsBeforeAnythingWasAnsweredTeachNoLowRateForLong() {
        undeclared.hungry("a", new PoolTraffic(1000, 20, 0, 0, 20, 1, false, 1000L, 0, null, 0, 0, 0));
        assertThat(undeclared.requestsPerMinute()).isEqualTo(60);

        for (int second = 0; second < 15; second++) {
            undeclared.pass(1_000);
            undeclared.hungry("a", WorkerReports.traffic(1, 1, 0, 0));
        }

        assertThat(undeclared.requestsPerMinute()).isGreaterThan(5_000);
    }

    @Test
    void noRateIsLimitedBeforeTheFirst429() {
        sendForSeconds(undeclared, 30);

        assertThat(undeclared.requestsPerMinute()).isNull();
        assertThat(undeclared.governor.status(undeclared.now).source()).isEqualTo(Source.UNKNOWN);
    }

    @Test
    void theFirst429BacksOffToHalfOfTheRateMeasured() {
        sendForSeconds(undeclared, 70);

        throttle(undeclared);

        assertThat(rate(undeclared)).isBetween(285.0, 315.0);
        assertThat(undeclared.governor.status(undeclared.now).source()).isEqualTo(Source.LEARNT);
    }

    @Test
    void answers429OfOneEventAreOneDecreaseWhoeverReportsThem() {
        sendForSeconds(undeclared, 70);
        throttle(undeclared);
        double once = rate(undeclared);

        undeclared.pass(300);
        undeclared.hungry("b", WorkerReports.traffic(5, 0, 5, 0));
        undeclared.pass(700);
        undeclared.hungry("c", WorkerReports.traffic(5, 0, 5, 0));

        assertThat(rate(undeclared)).isGreaterThanOrEqualTo(once);
    }

    @Test
    void recoversQuicklyToJustBelowTheRateThatFailedAndStaysAboutThere() {
        sendForSeconds(undeclared, 70);
        throttle(undeclared);

        sendForSeconds(undeclared, 7);
        assertThat(rate(undeclared)).isBetween(550.0, 615.0);
        sendForSeconds(undeclared, 10);
        assertThat(rate(undeclared)).isBetween(580.0, 625.0);
    }

    @Test
    void aLimitThatIsNotMetAnyMoreIsForgottenWithinAMinute() {
        sendForSeconds(undeclared, 70);
        throttle(undeclared);

        for (int i = 0; i < 60; i++) {
            undeclared.pass(1000);
            long calls = Math.round(rate(undeclared) / 60);
            undeclared.hungry("a", WorkerReports.traffic(calls, calls, 0, 0));
        }

        assertThat(rate(undeclared)).isGreaterThan(1100);
    }

    @Test
    void whoSendsNothingLearnsNothing() {
        sendForSeconds(undeclared, 70);
        throttle(undeclared);
        undeclared.pass(3_600_000);

        undeclared.hungry("a");

        assertThat(rate(undeclared)).isBetween(285.0, 315.0);
    }

    @Test
    void a429ThatNamesTokensLimitsTokens() {
        sendForSeconds(undeclared, 70);
        undeclared.pass(1000);
        undeclared.hungry("a", new PoolTraffic(1000, 10, 1000, 5, 5, 1, true, 1000L, 0, 500L, 0, 0, 0));

        PoolQuota quota = undeclared.governor.status(undeclared.now).quota();
        assertThat(quota.requestsPerMinute()).isNull();
        assertThat(quota.tokensPerMinute()).isBetween(25_000L, 31_000L);
    }

    @Test
    void aDeclaredLimitIsTrustedThoughOneCallMeetsA429() {
        WorkerReports declared = new WorkerReports(WorkerReports.RPM_600);
        sendForSeconds(declared, 70);

        declared.pass(1000);
        declared.hungry("a", WorkerReports.traffic(10, 9, 1, 0));

        assertThat(declared.requestsPerMinute()).isEqualTo(600);
    }

    @Test
    void belowADeclaredLimitALowerOneIsLearntWhenSomebodyElseUsesTheAccountToo() {
        WorkerReports declared = new WorkerReports(WorkerReports.RPM_600);
        for (int i = 0; i < 20; i++) {
            declared.pass(1000);
            declared.hungry("a", WorkerReports.traffic(10, 5, 5, 0));
        }
        assertThat(rate(declared)).isLessThan(400);
        assertThat(declared.governor.status(declared.now).source()).isEqualTo(Source.LEARNT);

        for (int i = 0; i < 90; i++) {
            declared.pass(1000);
            long calls = Math.round(rate(declared) / 60);
            declared.hungry("a", WorkerReports.traffic(calls, calls, 0, 0));
        }
        assertThat(rate(declared)).isEqualTo(600);
        assertThat(declared.governor.status(declared.now).source()).isEqualTo(Source.DECLARED);
    }

    @Test
    void whatWasLearntYesterdayHoldsToday() {
        sendForSeconds(undeclared, 70);
        throttle(undeclared);
        sendForSeconds(undeclared, 10);
        double learnt = rate(undeclared);

        undeclared.pass(24 * 3_600_000L);
        undeclared.restart();
        undeclared.hungry("a");

        assertThat(rate(undeclared)).isEqualTo(learnt);
    }

    @Test
    void aLongWaitTellsThatAMinutesWindowIsFullAndWhatItHolds() {
        for (int i = 0; i < 6; i++) {
            undeclared.pass(1000);
            undeclared.hungry("a", WorkerReports.traffic(100, 100, 0, 0));
        }
        undeclared.pass(1000);
        undeclared.hungry("a", new PoolTraffic(1000, 20, 2000, 0, 20, 1, false, 53_000L, 0, null, 0, 0, 0));

        assertThat(rate(undeclared)).isBetween(295.0, 305.0);
    }

    @Test
    void aFewRefusalsAreWorthTheRateThatBringsThem() {
        sendForSeconds(undeclared, 70);
        throttle(undeclared);
        sendForSeconds(undeclared, 40);
        double before = rate(undeclared);

        undeclared.pass(1000);
        undeclared.hungry("a", WorkerReports.traffic(10, 9, 1, 0));

        assertThat(rate(undeclared)).isBetween(0.95 * before, 0.99 * before);
    }

    @Test
    void whatAnOperatorSetsIsBelievedBeforeWhatWasLearnt() {
        sendForSeconds(undeclared, 70);
        throttle(undeclared);

        undeclared.governor.setQuota(new PoolQuota(900L, null, null, null), undeclared.now);

        assertThat(rate(undeclared)).isEqualTo(900);
        assertThat(undeclared.governor.status(undeclared.now).source()).isEqualTo(Source.SET);
    }

    private static void sendForSeconds(WorkerReports workers, int seconds) {
        for (int i = 0; i < seconds; i++) {
            workers.pass(1000);
            workers.hungry("a", WorkerReports.traffic(10, 10, 0, 0));
        }
    }

    private static void throttle(WorkerReports workers) {
        workers.pass(1000);
        workers.hungry("a", WorkerReports.traffic(15, 10, 5, 0));
    }

    private static double rate(WorkerReports workers) {
        return Objects.requireNonNull(workers.requestsPerMinute());
    }
}
