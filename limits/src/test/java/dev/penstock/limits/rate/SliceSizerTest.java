package dev.penstock.limits.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.SliceSizing;
import dev.penstock.limits.QuotaLimit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SliceSizerTest {
    private static final Optional<Duration> HALF_A_SECOND = Optional.of(Duration.ofMillis(500));
    private static final QuotaLimit NONE = QuotaLimit.UNLIMITED;

    @Test
    void aSliceHasTheRequestsOfHalfASecond() {
        assertThat(sizing(perMinute(600), NONE, 100)).isEqualTo(new SliceSizing(5, 64));
        assertThat(sizing(perMinute(3_000), NONE, 100)).isEqualTo(new SliceSizing(25, 64));
    }

    @Test
    void aSliceHasOneRequestAtLeastAndFiftyAtMost() {
        assertThat(sizing(perMinute(20), NONE, 100).requests()).isEqualTo(1);
        assertThat(sizing(perMinute(60_000), NONE, 10_000)).isEqualTo(new SliceSizing(50, 1_250));
    }

    @Test
    void theTightestLimitDecides() {
        assertThat(sizing(perMinute(6_000), perMinute(60_000), 100).requests()).isEqualTo(5);
        assertThat(sizing(perMinute(6_000), NONE, 10).requests())
                .as("10 calls of half a second each")
                .isEqualTo(10);
    }

    @Test
    void withoutAQuotaTheTimeOfACallDecides() {
        assertThat(sizing(NONE, NONE, 20).requests()).isEqualTo(20);
        assertThat(SliceSizer.of(limits(NONE, NONE, 20), Optional.empty(), 100).requests())
                .as("a call is assumed to take a second")
                .isEqualTo(10);
        assertThat(SliceSizer.of(limits(NONE, NONE, 20), Optional.of(Duration.ZERO), 100))
                .isEqualTo(new SliceSizing(50, 10_000));
    }

    @Test
    void aWorkerThatMayCallNothingSendsSingleRequests() {
        assertThat(sizing(perMinute(6_000), NONE, 0)).isEqualTo(new SliceSizing(1, 64));
    }

    @Test
    void plannedSlicesAreSoSmallThatTheyFitLowerRates() {
        assertThat(SliceSizer.planned(limits(perMinute(6_000), NONE, 20), 100)).isEqualTo(5);
        assertThat(SliceSizer.planned(limits(perMinute(600), NONE, 20), 100)).isEqualTo(1);
        assertThat(SliceSizer.planned(limits(NONE, perMinute(6_000_000), 20), 1_000))
                .isEqualTo(5);
        assertThat(SliceSizer.planned(limits(NONE, NONE, 20), 100)).isEqualTo(1);
        assertThat(SliceSizer.planned(limits(perMinute(6_000_000), NONE, 20), 100))
                .isEqualTo(50);
    }

    private static SliceSizing sizing(QuotaLimit requests, QuotaLimit tokens, int concurrency) {
        return SliceSizer.of(limits(requests, tokens, concurrency), HALF_A_SECOND, 100);
    }

    private static QuotaLimit perMinute(long amount) {
        return QuotaLimit.atMost(amount);
    }

    private static RateLimits limits(QuotaLimit requests, QuotaLimit tokens, int concurrency) {
        return new RateLimits(requests, tokens, concurrency, true);
    }
}
