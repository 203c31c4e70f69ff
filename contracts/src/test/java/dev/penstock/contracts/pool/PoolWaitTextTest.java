package dev.penstock.contracts.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolWaitTextTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void aThrottledPoolSaysUntilWhenAndWhatTheProviderSaid() {
        PoolStatus throttled = pool(
                PoolState.OPEN,
                new PoolStatus.Wait(NOW.plusSeconds(190).toEpochMilli(), "429: limit of 3 requests reached"));

        assertThat(text(throttled))
                .isEqualTo("throttled by the provider until 12:03:10 (429: limit of 3 requests reached)");
        assertThat(PoolWaitText.forTenants(throttled, NOW, ZoneOffset.UTC))
                .contains("throttled by the provider until 12:03:10");
    }

    @Test
    void aThrottledModelIsNamed() {
        PoolStatus throttled = pool(
                PoolState.OPEN,
                new PoolStatus.Wait(NOW.plusSeconds(190).toEpochMilli(), "429: limit of 3 requests reached", "gpt-4o"));

        assertThat(text(throttled))
                .isEqualTo("model gpt-4o throttled by the provider until 12:03:10 (429: limit of 3 requests reached)");
    }

    @Test
    void anOutageSaysWhenTheNextProbeIs() {
        assertThat(text(pool(
                        PoolState.OUTAGE,
                        new PoolStatus.Wait(NOW.plusSeconds(20).toEpochMilli(), null))))
                .isEqualTo("outage, next probe in 20 s");
        assertThat(text(pool(PoolState.PROBING, null)))
                .isEqualTo("outage, one call tests whether the provider has recovered");
    }

    @Test
    void aUsedUpDaySaysWhenItReturns() {
        assertThat(text(pool(
                        PoolState.USED_UP,
                        new PoolStatus.Wait(NOW.plusSeconds(3_600).toEpochMilli(), "14,400 requests a day"))))
                .isEqualTo("14,400 requests a day used up until 13:00:00");
        assertThat(text(pool(
                        PoolState.USED_UP,
                        new PoolStatus.Wait(NOW.plusSeconds(86_400).toEpochMilli(), "14,400 requests a day"))))
                .isEqualTo("14,400 requests a day used up until 2026-11-30 12:00");
    }

    @Test
    void aUsedUpDayOfOneModelSaysSo() {
        PoolStatus status = new PoolStatus(
                "p",
                PoolState.OPEN,
                null,
                0,
                PoolQuota.UNKNOWN,
                PoolStatus.Source.ANNOUNCED,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(new PoolStatus.Window(
                        "requests a day", 1_000, 1_000, NOW.plusSeconds(60).toEpochMilli(), "m")));

        assertThat(text(status)).isEqualTo("model m: 1,000 requests a day used up until 12:01:00");
    }

    @Test
    void anOpenPoolWaitsForNothing() {
        assertThat(text(pool(PoolState.OPEN, null))).isEmpty();
        assertThat(text(pool(PoolState.OPEN, new PoolStatus.Wait(NOW.toEpochMilli(), "429: over"))))
                .isEmpty();
    }

    private static String text(PoolStatus pool) {
        return PoolWaitText.of(pool, NOW, ZoneOffset.UTC).orElse("");
    }

    private static PoolStatus pool(PoolState state, PoolStatus.@Nullable Wait wait) {
        return new PoolStatus(
                "p",
                state,
                null,
                0,
                PoolQuota.UNKNOWN,
                PoolStatus.Source.UNKNOWN,
                List.of(),
                List.of(),
                wait,
                List.of());
    }
}
