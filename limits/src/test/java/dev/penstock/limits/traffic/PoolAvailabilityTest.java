package dev.penstock.limits.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolState;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PoolAvailabilityTest {
    private final PoolAvailability standing = new PoolAvailability();

    @Test
    void aPoolWhoseGovernorNeverSaysAWordIsUnattended() {
        assertThat(standing.isUnattended(seconds(60))).isFalse();

        standing.firstAsked(seconds(60));

        assertThat(standing.isUnattended(seconds(69))).isFalse();
        assertThat(standing.isUnattended(seconds(71))).isTrue();
    }

    @Test
    void oneWordIsEnough() {
        standing.firstAsked(seconds(0));
        standing.update(PoolState.OPEN, null, 2);

        assertThat(standing.isUnattended(seconds(60))).isFalse();
    }

    @Test
    void whoGoesOnAloneWaitsForNobody() {
        standing.firstAsked(seconds(0));
        standing.governorIsUnreachable();

        assertThat(standing.isUnattended(seconds(60))).isFalse();
    }

    @Test
    void aShareIsAwaitedByWhoHasJustBegunOrRests() {
        assertThat(standing.awaitsShare(seconds(0))).isFalse();

        standing.firstAsked(seconds(0));
        assertThat(standing.awaitsShare(seconds(1))).isTrue();
        assertThat(standing.awaitsShare(seconds(11))).isFalse();

        standing.update(PoolState.OPEN, null, 1);
        assertThat(standing.awaitsShare(seconds(12))).isFalse();
        standing.rest();
        assertThat(standing.awaitsShare(seconds(60))).isTrue();
        standing.governorIsUnreachable();
        assertThat(standing.awaitsShare(seconds(61))).isFalse();
    }

    private static long seconds(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
