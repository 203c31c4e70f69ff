package dev.penstock.simulator.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuotaPropertiesTest {
    private static final long MINUTE = QuotaOptions.WINDOW.toNanos();

    @RepeatedTest(300)
    void noSixtySecondsEverHoldMoreThanTheQuota(RepetitionInfo trial) {
        Random random = new Random(trial.getCurrentRepetition());
        int requests = random.nextInt(1, 21);
        int tokens = random.nextInt(10, 401);
        AtomicLong now = new AtomicLong(-5);
        AccountQuota quota = new AccountQuota(QuotaOptions.perMinute(requests, tokens), now::get);
        List<long[]> admitted = new ArrayList<>();
        for (int gap : gapsInMillis(random, 300, 20_000)) {
            now.addAndGet(gap * 1_000_000L / 4);
            int size = 1 + gap % 60;
            if (quota.tryAdmit(CallSize.of(size, 0)) instanceof QuotaDecision.Admitted) {
                admitted.add(new long[] {now.get(), size});
            }
        }

        for (long[] first : admitted) {
            List<long[]> minute = admitted.stream()
                    .filter(call -> call[0] >= first[0] && call[0] - first[0] < MINUTE)
                    .toList();
            assertThat(minute).hasSizeLessThanOrEqualTo(requests);
            assertThat(minute.stream().mapToLong(call -> call[1]).sum()).isLessThanOrEqualTo(tokens);
        }
        assertThat(quota.worstMinute().requestOvershoot()).isZero();
        assertThat(quota.worstMinute().tokenOvershoot()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whoeverWaitsAsToldIsLetIn(QuotaStyle style) {
        for (int seed = 1; seed <= 150; seed++) {
            waitsAsTold(style, seed);
        }
    }

    private static void waitsAsTold(QuotaStyle style, int seed) {
        Random random = new Random(seed);
        AtomicLong now = new AtomicLong();
        AccountQuota quota = new AccountQuota(
                new QuotaOptions(7, 200, 0, 0, style, QuotaOptions.WINDOW, true, RetryAfterStyle.SECONDS), now::get);
        for (int gap : gapsInMillis(random, 100, 3_000)) {
            now.addAndGet(gap * 1_000_000L);
            int size = 1 + gap % 60;
            if (quota.tryAdmit(CallSize.of(size, 0)) instanceof QuotaDecision.Throttled throttled) {
                now.addAndGet(throttled.retryIn().toNanos());
                assertThat(quota.tryAdmit(CallSize.of(size, 0)))
                        .as("seed %d", seed)
                        .isInstanceOf(QuotaDecision.Admitted.class);
            }
        }
    }

    @RepeatedTest(100)
    void aBucketAdmitsNoMoreThanItsBurstAndItsRefill(RepetitionInfo trial) {
        Random random = new Random(trial.getCurrentRepetition());
        int burstSeconds = random.nextInt(1, 61);
        AtomicLong now = new AtomicLong();
        AccountQuota quota = new AccountQuota(
                new QuotaOptions(
                        60, 0, 0, 0, QuotaStyle.BUCKET, Duration.ofSeconds(burstSeconds), true, RetryAfterStyle.NONE),
                now::get);
        int admitted = 0;
        for (int gap : gapsInMillis(random, 300, 2_000)) {
            now.addAndGet(gap * 1_000_000L);
            admitted += quota.tryAdmit(CallSize.of(1, 0)) instanceof QuotaDecision.Admitted ? 1 : 0;
        }

        assertThat((double) admitted).isLessThanOrEqualTo(burstSeconds + now.get() / 1e9 + 1e-3);
    }

    /** Short ones mostly in some trials, so that calls come in bursts. */
    private static int[] gapsInMillis(Random random, int mostGaps, int longest) {
        int bound = 1 + random.nextInt(longest);
        return random.ints(1 + random.nextInt(mostGaps), 0, bound + 1).toArray();
    }
}
