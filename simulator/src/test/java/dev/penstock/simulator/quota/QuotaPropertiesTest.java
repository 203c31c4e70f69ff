package dev.penstock.simulator.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QuotaPropertiesTest {
    private static final long MINUTE = QuotaOptions.WINDOW.toNanos();

    @Property(tries = 300)
    void noSixtySecondsEverHoldMoreThanTheQuota(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 20_000) Integer> gapsInMillis,
            @ForAll @IntRange(min = 1, max = 20) int requests,
            @ForAll @IntRange(min = 10, max = 400) int tokens) {
        AtomicLong now = new AtomicLong(-5);
        Quota quota = new Quota(QuotaOptions.perMinute(requests, tokens), now::get);
        List<long[]> admitted = new ArrayList<>();
        for (int gap : gapsInMillis) {
            now.addAndGet(gap * 1_000_000L / 4);
            int size = 1 + gap % 60;
            if (quota.tryAdmit(size) instanceof Admission.Admitted) {
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

    @Property(tries = 300)
    void whoeverWaitsAsToldIsLetIn(
            @ForAll @Size(min = 1, max = 100) List<@IntRange(max = 3_000) Integer> gapsInMillis,
            @ForAll QuotaStyle style) {
        AtomicLong now = new AtomicLong();
        Quota quota = new Quota(
                new QuotaOptions(7, 200, style, QuotaOptions.WINDOW, true, RetryAfterStyle.SECONDS), now::get);
        for (int gap : gapsInMillis) {
            now.addAndGet(gap * 1_000_000L);
            int size = 1 + gap % 60;
            if (quota.tryAdmit(size) instanceof Admission.Throttled throttled) {
                now.addAndGet(throttled.retryIn().toNanos());
                assertThat(quota.tryAdmit(size)).isInstanceOf(Admission.Admitted.class);
            }
        }
    }

    @Property(tries = 100)
    void aBucketAdmitsNoMoreThanItsBurstAndItsRefill(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 2_000) Integer> gapsInMillis,
            @ForAll @IntRange(min = 1, max = 60) int burstSeconds) {
        AtomicLong now = new AtomicLong();
        Quota quota = new Quota(
                new QuotaOptions(
                        60, 0, QuotaStyle.BUCKET, Duration.ofSeconds(burstSeconds), true, RetryAfterStyle.NONE),
                now::get);
        int admitted = 0;
        for (int gap : gapsInMillis) {
            now.addAndGet(gap * 1_000_000L);
            admitted += quota.tryAdmit(1) instanceof Admission.Admitted ? 1 : 0;
        }

        assertThat((double) admitted).isLessThanOrEqualTo(burstSeconds + now.get() / 1e9 + 1e-3);
    }
}
