package dev.penstock.limits.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.SliceSizing;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.limits.QuotaLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SliceSizerTest {
    private static final Optional<Duration> HALF_A_SECOND = Optional.of(Duration.ofMillis(500));
    private static final QuotaLimit NONE = QuotaLimit.UNLIMITED;

    @Test
    void aSliceHasTheRequestsOfHalfASecond() {
        assertThat(sizing(perMinute(1_200), NONE, 100).requests()).isEqualTo(10);
        assertThat(sizing(perMinute(3_000), NONE, 100).requests()).isEqualTo(25);
    }

    @Test
    void aSliceOfASlowPoolHasTheRequestsOfASecondUpToEight() {
        assertThat(sizing(perMinute(960), NONE, 100).requests()).isEqualTo(8);
        assertThat(sizing(perMinute(480), NONE, 100).requests()).isEqualTo(8);
        assertThat(sizing(perMinute(180), NONE, 100).requests()).isEqualTo(3);
        assertThat(sizing(perMinute(60), NONE, 100).requests()).isEqualTo(1);
    }

    @Test
    void limitsOfInputAndOutputTokensBoundTheSizeEachAndTogether() {
        RateLimits inputOnly = new RateLimits(new PerMinuteLimits(NONE, NONE, perMinute(300_000), NONE), 1_000, true);
        RateLimits both =
                new RateLimits(new PerMinuteLimits(NONE, NONE, perMinute(240_000), perMinute(60_000)), 1_000, true);

        assertThat(SliceSizer.planned(inputOnly, 100)).isEqualTo(2);
        assertThat(SliceSizer.planned(both, 100)).isEqualTo(2);
        assertThat(SliceSizer.requests(inputOnly, Duration.ofMillis(1), 100)).isEqualTo(25);
        assertThat(SliceSizer.requests(both, Duration.ofMillis(1), 100)).isEqualTo(25);
    }

    @Test
    void aSliceHasOneRequestAtLeastAndFiftyAtMost() {
        assertThat(sizing(perMinute(20), NONE, 100).requests()).isEqualTo(1);
        assertThat(sizing(perMinute(60_000), NONE, 10_000)).isEqualTo(new SliceSizing(50, 2_500));
    }

    @Test
    void underWayIsWhatAllWorkersCallInThreeLatenciesAndASecond() {
        RateLimits share = limits(perMinute(6_000), NONE, 1_000);

        assertThat(SliceSizer.of(share, 1, Optional.of(Duration.ofSeconds(5)), 100))
                .isEqualTo(new SliceSizing(50, 1_600));
        assertThat(SliceSizer.of(share, 4, Optional.of(Duration.ofSeconds(1)), 100))
                .isEqualTo(new SliceSizing(50, 1_600));
        assertThat(sizing(perMinute(600), NONE, 100).inFlight())
                .as("of a slow pool more than a second's")
                .isEqualTo(128);
    }

    @Test
    void theTightestModelOfASliceDecides() {
        RateLimits pool = limits(NONE, NONE, 100)
                .withModels(Map.of(
                        "slow", new ModelLimits(perMinute(60), NONE, NONE),
                        "quick", new ModelLimits(perMinute(2_400), perMinute(1_000_000), NONE),
                        "exhausted", new ModelLimits(perMinute(0), NONE, NONE)));

        assertThat(ofModels(pool, "slow").requests()).isEqualTo(1);
        assertThat(ofModels(pool, "quick").requests()).isEqualTo(20);
        assertThat(ofModels(pool, "quick", "slow").requests()).isEqualTo(1);
        assertThat(ofModels(pool, "exhausted").requests()).isEqualTo(1);
        assertThat(ofModels(pool, "unlimited").requests()).isEqualTo(50);
    }

    @Test
    void aSliceHasNoMoreTokensThanItsFairnessWeightCounts() {
        assertThat(sizing(perMinute(60_000), NONE, 10_000, 10_000).requests()).isEqualTo(50);
        assertThat(sizing(perMinute(60_000), NONE, 10_000, 100_000).requests()).isEqualTo(5);
        assertThat(sizing(perMinute(60_000), NONE, 10_000, 1_000_000).requests())
                .isEqualTo(1);
    }

    @Test
    void theTightestLimitDecides() {
        assertThat(sizing(perMinute(6_000), perMinute(120_000), 100).requests()).isEqualTo(10);
        assertThat(sizing(perMinute(6_000), NONE, 10).requests())
                .as("10 calls of half a second each")
                .isEqualTo(10);
    }

    @Test
    void withoutAQuotaTheTimeOfACallDecides() {
        assertThat(sizing(NONE, NONE, 20).requests()).isEqualTo(20);
        assertThat(SliceSizer.of(limits(NONE, NONE, 20), 1, Optional.empty(), 100)
                        .requests())
                .as("a call is assumed to take a second")
                .isEqualTo(10);
        assertThat(SliceSizer.of(limits(NONE, NONE, 20), 1, Optional.of(Duration.ZERO), 100))
                .isEqualTo(new SliceSizing(50, 20_000));
    }

    @Test
    void aWorkerThatMayCallNothingSendsSingleRequests() {
        assertThat(sizing(perMinute(6_000), NONE, 0)).isEqualTo(new SliceSizing(1, 128));
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
        return sizing(requests, tokens, concurrency, 100);
    }

    private static SliceSizing sizing(
            QuotaLimit requests, QuotaLimit tokens, int concurrency, double tokensPerRequest) {
        return SliceSizer.of(limits(requests, tokens, concurrency), 1, HALF_A_SECOND, tokensPerRequest);
    }

    private static SliceSizing ofModels(RateLimits pool, String... models) {
        return SliceSizer.of(pool.ofModels(List.of(models)), 1, HALF_A_SECOND, 100);
    }

    private static QuotaLimit perMinute(long amount) {
        return QuotaLimit.atMost(amount);
    }

    private static RateLimits limits(QuotaLimit requests, QuotaLimit tokens, int concurrency) {
        return new RateLimits(requests, tokens, concurrency, true);
    }
}
