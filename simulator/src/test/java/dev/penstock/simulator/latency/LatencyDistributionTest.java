package dev.penstock.simulator.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyDistributionTest {
    @ParameterizedTest
    @ValueSource(strings = {"0s", "250ms", "100ms..300ms", "lognormal(800ms,0.5)"})
    void isReadFromTheTextItWrites(String text) {
        assertThat(LatencyDistribution.parse(text).text()).isEqualTo(text);
    }

    @Test
    void uniformStaysBetweenItsBounds() {
        SplittableRandom dice = new SplittableRandom(7);
        LatencyDistribution latency = LatencyDistribution.parse("100ms..300ms");

        for (int i = 0; i < 1_000; i++) {
            assertThat(latency.sample(dice)).isBetween(Duration.ofMillis(100), Duration.ofMillis(300));
        }
    }

    @Test
    void halfOfALogNormalLiesBelowItsMedian() {
        SplittableRandom dice = new SplittableRandom(7);
        LatencyDistribution latency = LatencyDistribution.parse("lognormal(800ms,0.5)");
        long below = 0;
        for (int i = 0; i < 10_000; i++) {
            below += latency.sample(dice).toMillis() < 800 ? 1 : 0;
        }

        assertThat(below).isBetween(4_800L, 5_200L);
    }

    @Test
    void refusesBoundsTheWrongWayRound() {
        assertThatThrownBy(() -> LatencyDistribution.parse("3s..1s"))
                .hasMessageContaining("cannot be longer than the second");
    }
}
