package dev.penstock.simulator.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.simulator.options.SimulatorOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccountQuotaTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void aFullMinuteFreesTheFirstPlace() {
        AccountQuota quota = new AccountQuota(QuotaOptions.perMinute(2, 0), now::get);
        quota.tryAdmit(CallSize.of(1, 0));
        pass(Duration.ofSeconds(10));
        quota.tryAdmit(CallSize.of(1, 0));

        assertThat(quota.tryAdmit(CallSize.of(1, 0)))
                .isInstanceOfSatisfying(QuotaDecision.Throttled.class, throttled -> {
                    assertThat(throttled.limit()).isEqualTo(QuotaDecision.Limit.REQUESTS);
                    assertThat(throttled.retryIn()).isEqualTo(Duration.ofSeconds(50));
                });
        pass(Duration.ofSeconds(50).minusNanos(1));
        assertThat(quota.tryAdmit(CallSize.of(1, 0))).isInstanceOf(QuotaDecision.Throttled.class);
        pass(Duration.ofNanos(1));
        assertThat(quota.tryAdmit(CallSize.of(1, 0))).isInstanceOf(QuotaDecision.Admitted.class);
    }

    @Test
    void tokensThrottleOnTheirOwn() {
        AccountQuota quota = new AccountQuota(QuotaOptions.perMinute(0, 100), now::get);
        quota.tryAdmit(CallSize.of(60, 0));
        pass(Duration.ofSeconds(20));
        quota.tryAdmit(CallSize.of(30, 0));

        assertThat(quota.tryAdmit(CallSize.of(80, 0)))
                .isInstanceOfSatisfying(QuotaDecision.Throttled.class, throttled -> {
                    assertThat(throttled.limit()).isEqualTo(QuotaDecision.Limit.TOKENS);
                    assertThat(throttled.retryIn()).isEqualTo(Duration.ofSeconds(60));
                });
        assertThat(quota.tryAdmit(CallSize.of(10, 0))).isInstanceOf(QuotaDecision.Admitted.class);
    }

    @Test
    void inputAndOutputThrottleEachOnItsOwnAndTheWorstMinuteTellsThemApart() {
        AccountQuota quota = new AccountQuota(
                SimulatorOptions.builder()
                        .inputTokensPerMinute(100)
                        .outputTokensPerMinute(50)
                        .build()
                        .quota(),
                now::get);
        quota.tryAdmit(CallSize.of(90, 10));

        assertThat(quota.tryAdmit(CallSize.of(20, 1)))
                .isInstanceOfSatisfying(
                        QuotaDecision.Throttled.class,
                        throttled -> assertThat(throttled.limit()).isEqualTo(QuotaDecision.Limit.INPUT_TOKENS));
        assertThat(quota.tryAdmit(CallSize.of(1, 41)))
                .isInstanceOfSatisfying(
                        QuotaDecision.Throttled.class,
                        throttled -> assertThat(throttled.limit()).isEqualTo(QuotaDecision.Limit.OUTPUT_TOKENS));
        assertThat(quota.tryAdmit(CallSize.of(10, 40))).isInstanceOf(QuotaDecision.Admitted.class);
        assertThat(quota.worstMinute().inputTokens()).isEqualTo(100);
        assertThat(quota.worstMinute().outputTokens()).isEqualTo(50);
        assertThat(quota.worstMinute().inputOvershoot()).isZero();
        assertThat(quota.level().outputTokens()).isEqualTo(remaining(50, 0, Duration.ofSeconds(60)));
    }

    @Test
    void whatCanNeverFitIsToldSo() {
        AccountQuota quota = new AccountQuota(QuotaOptions.perMinute(0, 100), now::get);

        assertThat(quota.tryAdmit(CallSize.of(101, 0))).isInstanceOf(QuotaDecision.TooLarge.class);
    }

    @Test
    void theLevelTellsWhatIsLeftAndWhenAllIsBack() {
        AccountQuota quota = new AccountQuota(QuotaOptions.perMinute(10, 1_000), now::get);
        quota.tryAdmit(CallSize.of(300, 0));
        pass(Duration.ofSeconds(15));

        QuotaLevel level = quota.tryAdmit(CallSize.of(100, 0)).level();

        assertThat(level.requests()).isEqualTo(remaining(10, 8, Duration.ofSeconds(60)));
        assertThat(level.tokens()).isEqualTo(remaining(1_000, 600, Duration.ofSeconds(60)));
    }

    @Test
    void aBucketLetsABurstThroughAndThenRefills() {
        AccountQuota quota = new AccountQuota(bucket(60, Duration.ofSeconds(5)), now::get);
        for (int i = 0; i < 5; i++) {
            assertThat(quota.tryAdmit(CallSize.of(1, 0))).isInstanceOf(QuotaDecision.Admitted.class);
        }

        assertThat(quota.tryAdmit(CallSize.of(1, 0)))
                .isInstanceOfSatisfying(
                        QuotaDecision.Throttled.class,
                        throttled -> assertThat(throttled.retryIn())
                                .isBetween(Duration.ofMillis(999), Duration.ofMillis(1_001)));
        pass(Duration.ofSeconds(1));
        assertThat(quota.tryAdmit(CallSize.of(1, 0))).isInstanceOf(QuotaDecision.Admitted.class);
    }

    @Test
    void theWorstMinuteShowsHowFarABucketLetsClientsOvershoot() {
        AccountQuota quota = new AccountQuota(bucket(60, QuotaOptions.WINDOW), now::get);
        for (int i = 0; i < 90; i++) {
            quota.tryAdmit(CallSize.of(1, 0));
            pass(Duration.ofMillis(500));
        }

        assertThat(quota.worstMinute().requests()).isGreaterThan(80);
        assertThat(quota.worstMinute().requestOvershoot()).isGreaterThan(20);
    }

    @Test
    void aChangedQuotaStillCountsTheLastMinute() {
        AccountQuota quota = new AccountQuota(QuotaOptions.NONE, now::get);
        for (int i = 0; i < 30; i++) {
            quota.tryAdmit(CallSize.of(1, 0));
        }

        quota.change(QuotaOptions.perMinute(30, 0));

        assertThat(quota.tryAdmit(CallSize.of(1, 0))).isInstanceOf(QuotaDecision.Throttled.class);
        quota.change(bucket(30, QuotaOptions.WINDOW));
        assertThat(quota.tryAdmit(CallSize.of(1, 0))).isInstanceOf(QuotaDecision.Throttled.class);
        quota.reset();
        assertThat(quota.tryAdmit(CallSize.of(1, 0))).isInstanceOf(QuotaDecision.Admitted.class);
    }

    @Test
    void theWindowGrowsWithoutLosingCount() {
        AccountQuota quota = new AccountQuota(QuotaOptions.perMinute(5_000, 0), now::get);
        for (int i = 0; i < 6_000; i++) {
            quota.tryAdmit(CallSize.of(1, 0));
            pass(Duration.ofMillis(7));
        }
        assertThat(quota.level().requests().left()).isZero();

        pass(Duration.ofSeconds(18));

        // The first was admitted 60 s ago: 42 s of calls and 18 s of rest.
        assertThat(quota.level().requests().left()).isEqualTo(1);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static QuotaOptions bucket(long perMinute, Duration burst) {
        return new QuotaOptions(perMinute, 0, 0, 0, QuotaStyle.BUCKET, burst, true, RetryAfterStyle.SECONDS);
    }

    private static QuotaLevel.Remaining remaining(long limit, long left, Duration toFull) {
        return new QuotaLevel.Remaining(limit, left, toFull.toNanos());
    }
}
