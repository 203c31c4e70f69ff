package dev.penstock.activities.providerbatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.providerbatch.OnlineRate.Answerers;
import dev.penstock.activities.providerbatch.OnlineRate.Load;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.RateLimits;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnlineRateTest {
    private static final Answerers EAST = new Answerers(Set.of("east"), quota(600, 100_000));
    private static final Answerers BOTH = new Answerers(Set.of("east", "west"), quota(1_000, 1_000_000));
    private static final Answerers NORTH = new Answerers(Set.of("north"), RateLimits.ofConcurrency(10));

    @Test
    void theScarcerOfRequestsAndTokensDecides() {
        assertThat(rate(Map.of("east", new Load(60, 600)), Map.of("east", EAST)))
                .isEqualTo(new OnlineRate(600, "the quota of pool east"));
        assertThat(rate(Map.of("east", new Load(60, 60_000)), Map.of("east", EAST))
                        .perMinute())
                .isEqualTo(100);
    }

    @Test
    void allPoolsOfARouteAnswer() {
        assertThat(rate(Map.of("route-any", new Load(60, 600)), Map.of("route-any", BOTH)))
                .isEqualTo(new OnlineRate(1_000, "the quota of route any"));
    }

    @Test
    void whatHasNoQuotaIsTakenToNeedThreeSecondsACall() {
        assertThat(rate(Map.of("north", new Load(60, 600)), Map.of("north", NORTH)))
                .isEqualTo(new OnlineRate(
                        200, "pool north has no declared quota: 10 calls at once of 3 s each are assumed"));
    }

    @Test
    void poolsWorkAtOnceAndSharedOnesInTurn() {
        // One minute for the route, two for the pool that it shares, two for another pool.
        Map<String, Load> loads =
                Map.of("any", new Load(1_000, 1), "east", new Load(1_200, 1), "north", new Load(400, 1));

        assertThat(rate(loads, Map.of("any", BOTH, "east", EAST, "north", NORTH))
                        .perMinute())
                .isEqualTo(2_600 / 3.0);
    }

    @Test
    void nothingNeedsNoTime() {
        assertThat(rate(Map.of(), Map.of())).isEqualTo(new OnlineRate(0, ""));
    }

    private static OnlineRate rate(Map<String, Load> loads, Map<String, Answerers> answerers) {
        return OnlineRate.of(loads, name -> Objects.requireNonNull(answerers.get(name)));
    }

    private static RateLimits quota(long requests, long tokens) {
        return new RateLimits(QuotaLimit.atMost(requests), QuotaLimit.atMost(tokens), 20, true);
    }
}
