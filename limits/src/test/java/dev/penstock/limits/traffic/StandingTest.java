package dev.penstock.limits.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolState;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StandingTest {
    private final Standing standing = new Standing();

    @Test
    void aPoolWhoseGovernorNeverSaysAWordIsUnattended() {
        assertThat(standing.isUnattended(seconds(60))).isFalse();

        standing.asked(seconds(60));

        assertThat(standing.isUnattended(seconds(69))).isFalse();
        assertThat(standing.isUnattended(seconds(71))).isTrue();
    }

    @Test
    void oneWordIsEnough() {
        standing.asked(seconds(0));
        standing.heard(PoolState.OPEN, null);

        assertThat(standing.isUnattended(seconds(60))).isFalse();
    }

    @Test
    void whoGoesOnAloneWaitsForNobody() {
        standing.asked(seconds(0));
        standing.goesAlone();

        assertThat(standing.isUnattended(seconds(60))).isFalse();
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
