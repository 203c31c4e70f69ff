package dev.penstock.limits.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolTraffic;
import dev.penstock.limits.rate.CallTokens;
import dev.penstock.limits.rate.ModelStatus;
import dev.penstock.limits.rate.RateLimiterStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficMeterTest {
    private static final Duration LATENCY = Duration.ofMillis(300);

    private final List<String> told = new ArrayList<>();
    private final List<String> bound = new ArrayList<>();
    private long now;
    private final TrafficMeter meter = new TrafficMeter(() -> now);

    TrafficMeterTest() {
        meter.setListener(new TrafficMeter.Listener() {
            @Override
            public void reportSoon() {
                told.add("report");
            }

            @Override
            public void limitsAnnounced(Optional<String> model, PoolQuota limits) {
                bound.add(model.orElse("all") + " " + limits.requestsPerMinute());
            }

            @Override
            public void stopCalling() {
                told.add("stop");
            }
        });
    }

    @Test
    void everythingIsCountedOnce() {
        meter.answered("m", CallTokens.of(100), Duration.ofMillis(200));
        meter.answered("m", CallTokens.of(50), Duration.ofMillis(400));
        meter.answered("m", CallTokens.of(50), Duration.ofMillis(300));
        meter.throttled("m", true, "429: slow down");
        meter.lost("the connection was reset", false);
        now = Duration.ofSeconds(2).toNanos();

        PoolTraffic first = meter.take(status(5, 1, Duration.ofSeconds(3)));
        PoolTraffic second = meter.take(status(6, 1, Duration.ZERO));

        assertThat(first).isEqualTo(new PoolTraffic(2_000, 5, 200, 3, 1, 1, true, 3_000L, 1, 300L, 5, 1, 0));
        assertThat(second).isEqualTo(new PoolTraffic(0, 1, 0, 0, 0, 0, false, null, 0, null, 5, 1, 0));
        assertThat(meter.lastFault()).isEqualTo("the connection was reset");
    }

    @Test
    void theFirst429AndEveryNewLimitAreWorthReporting() {
        meter.throttled("m", false, "429: slow down");
        meter.throttled("m", false, "429: slow down");
        meter.announced("m", new PoolQuota(500L, null, null, null));
        meter.announced("m", new PoolQuota(500L, null, null, null));
        meter.announced("m", new PoolQuota(250L, null, null, null));

        assertThat(told).containsExactly("report", "report", "report");
    }

    @Test
    void ofModelsWithDifferentLimitsTheLeastCounts() {
        meter.announced("small", new PoolQuota(500L, 10_000L, null, null));
        for (int i = 0; i < 10; i++) {
            meter.announced("large", new PoolQuota(5_000L, 9_000L, null, null));
            meter.announced("small", new PoolQuota(500L, 10_000L, null, null));
        }

        assertThat(meter.announced()).isEqualTo(new PoolQuota(500L, 9_000L, null, null));
        assertThat(told).containsExactly("report", "report");
    }

    @Test
    void limitsOfAModelThatIsNoLongerCalledAreForgotten() {
        meter.announced("small", new PoolQuota(60L, null, null, null));
        for (int minute = 0; minute < 11; minute++) {
            now += Duration.ofMinutes(1).toNanos();
            meter.announced("large", new PoolQuota(6_000L, null, null, null));
        }

        assertThat(meter.announced()).isEqualTo(new PoolQuota(6_000L, null, null, null));
        assertThat(told).as("both were new once").containsExactly("report", "report");
    }

    @Test
    void limitsOfTheOnlyModelBindAllAndOfOneOfSeveralThatOne() {
        meter.arrived("small");
        meter.announced("small", new PoolQuota(500L, null, null, null));
        assertThat(told).as("new limits").containsExactly("report");

        meter.arrived("large");
        assertThat(told)
                .as("another model, which the limits of the first must not bind")
                .containsExactly("report", "report");
        meter.announced("large", new PoolQuota(5_000L, null, null, null));

        assertThat(bound).containsExactly("all 500", "large 5000");
    }

    @Test
    void trafficIsCountedByModel() {
        meter.announced("small", new PoolQuota(500L, null, null, null));
        meter.answered("small", CallTokens.of(100), LATENCY);
        meter.throttled("small", true, "429: slow down");
        meter.answered("large", CallTokens.of(50), LATENCY);
        List<ModelStatus> statuses = List.of(
                new ModelStatus("small", 3, 1, Duration.ofSeconds(2), 4, 1),
                new ModelStatus("large", 0, 0, Duration.ZERO, 1, 0),
                new ModelStatus("unused", 0, 0, Duration.ZERO, 0, 0));

        RateLimiterStatus status = new RateLimiterStatus(3, 1, Duration.ZERO, 5, 0, false, statuses);

        assertThat(meter.takeModels(status))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("use")
                .containsExactly(
                        new ModelReport(
                                "small", new PoolQuota(500L, null, null, null), 4, 100, 1, 1, 1, true, 2_000L, 3, 1),
                        new ModelReport("large", null, 1, 50, 1, 0, 0, false, null, 0, 0));
        meter.arrived("planned");
        assertThat(meter.takeModels(new RateLimiterStatus(
                        0,
                        0,
                        Duration.ZERO,
                        5,
                        0,
                        false,
                        List.of(new ModelStatus("planned", 0, 0, Duration.ZERO, 0, 0)))))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("use")
                .containsExactly(new ModelReport("planned", null, 0, 0, 0, 0, 0, false, null, 0, 0));
        assertThat(meter.takeModels(new RateLimiterStatus(0, 0, Duration.ZERO, 5, 0, false, List.of(statuses.get(1)))))
                .isEmpty();
    }

    @Test
    void ofManyModelsTheLastOnesAreReportedAndEachCallIsCountedOnce() {
        List<ModelStatus> statuses = IntStream.range(0, 30)
                .mapToObj(model -> new ModelStatus("m-" + model, 0, 1, Duration.ZERO, 7, 0))
                .toList();
        RateLimiterStatus status = new RateLimiterStatus(0, 30, Duration.ZERO, 210, 0, false, statuses);

        List<ModelReport> first = meter.takeModels(status);
        List<ModelReport> second = meter.takeModels(status);

        assertThat(first)
                .hasSize(ModelReport.MOST)
                .extracting(ModelReport::calls)
                .containsOnly(7L);
        assertThat(second)
                .hasSize(ModelReport.MOST)
                .extracting(ModelReport::calls)
                .containsOnly(0L);
        assertThat(first.getLast().model()).isEqualTo("m-29");
        assertThat(meter.takeModels(new RateLimiterStatus(
                        0,
                        1,
                        Duration.ZERO,
                        212,
                        0,
                        false,
                        List.of(new ModelStatus("m-3", 0, 1, Duration.ZERO, 2, 0)))))
                .as("the limiter had forgotten it")
                .extracting(ModelReport::calls)
                .containsExactly(2L);
    }

    @Test
    void limitsOfManyModelsAreNewOnce() {
        for (int round = 0; round < 3; round++) {
            for (int model = 0; model < 30; model++) {
                meter.announced("m-" + model, new PoolQuota(60L, null, null, null));
            }
        }

        assertThat(told).hasSize(30);
    }

    @Test
    void halfOfTwentyCallsLostStopsThem() {
        for (int i = 0; i < 30; i++) {
            meter.answered("m", CallTokens.of(1), LATENCY);
        }
        for (int i = 0; i < 9; i++) {
            meter.lost("503", false);
        }
        assertThat(told).isEmpty();

        meter.lost("503", false);

        assertThat(told).containsExactly("stop");
    }

    @Test
    void requestsThatFailAgainStopNothing() {
        for (int i = 0; i < 100; i++) {
            meter.lost("500", true);
        }

        assertThat(told).isEmpty();
        PoolTraffic traffic = meter.take(status(100, 0, Duration.ZERO));
        assertThat(List.of(traffic.faults(), traffic.repeatedFaults())).containsExactly(100L, 100L);
        assertThat(traffic.recentCalls()).isZero();
    }

    @Test
    void aBurstIsReportedAsTheLastCallsSawItAndThenForgotten() {
        for (int i = 0; i < 30; i++) {
            meter.answered("m", CallTokens.of(1), LATENCY);
        }
        for (int i = 0; i < 10; i++) {
            meter.lost("503", false);
        }

        PoolTraffic burst = meter.take(status(40, 0, Duration.ZERO));
        PoolTraffic after = meter.take(status(40, 0, Duration.ZERO));

        assertThat(List.of(burst.recentCalls(), burst.recentLost())).containsExactly(20, 10);
        assertThat(List.of(after.recentCalls(), after.recentLost())).containsExactly(0, 0);
    }

    @Test
    void aFewLostCallsAreNoOutage() {
        for (int i = 0; i < 19; i++) {
            meter.lost("503", false);
        }

        assertThat(told).isEmpty();
    }

    @Test
    void answers429AreNoFaults() {
        for (int i = 0; i < 100; i++) {
            meter.throttled("m", false, "429: slow down");
        }

        assertThat(told).containsExactly("report");
    }

    @Test
    void theLast429IsKeptInTheProvidersWords() {
        meter.throttled("m", false, "429: slow down");
        meter.throttled("m", false, "429: daily limit reached");

        assertThat(meter.lastThrottle()).isEqualTo("429: daily limit reached");
    }

    @Test
    void whoIsTurnedAwayStopsAtOnceAndSaysWhy() {
        meter.blocked("401 invalid_api_key");

        assertThat(told).containsExactly("stop");
        assertThat(meter.blocked()).isEqualTo("401 invalid_api_key");
        PoolTraffic unused = meter.take(status(0, 0, Duration.ZERO));
        assertThat(meter.blocked()).as("until the governor knows").isNotNull();
        meter.clearBlocked("401 invalid_api_key");
        assertThat(meter.blocked()).isNull();
    }

    private static RateLimiterStatus status(long admitted, long throttleEvents, Duration pausedFor) {
        return new RateLimiterStatus(0, 0, pausedFor, admitted, throttleEvents, false);
    }
}
