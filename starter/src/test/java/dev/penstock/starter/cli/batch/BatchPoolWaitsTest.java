package dev.penstock.starter.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchPoolWaitsTest {
    private static final Instant NOW = Instant.EPOCH;

    @Test
    void poolsOfOtherBatchesAreNotShown() {
        List<PoolStatus> all = List.of(
                pool("theirs", PoolState.BLOCKED), pool("mine", PoolState.PAUSED), pool("idle", PoolState.OPEN));

        assertThat(new BatchPoolWaits(() -> all, () -> List.of("mine")).lines(NOW))
                .containsExactly("pool mine: pool paused");
        assertThat(new BatchPoolWaits(() -> all, () -> List.of("idle")).lines(NOW))
                .isEmpty();
    }

    @Test
    void aBatchWhosePoolsAreNotKnownShowsAllThatWait() {
        List<PoolStatus> all = List.of(pool("theirs", PoolState.BLOCKED), pool("open", PoolState.OPEN));

        assertThat(new BatchPoolWaits(() -> all, List::of).lines(NOW)).hasSize(1);
        assertThat(new BatchPoolWaits(() -> all, () -> List.of("route-gpt")).lines(NOW))
                .hasSize(1);
    }

    private static PoolStatus pool(String name, PoolState state) {
        return new PoolStatus(
                name,
                state,
                null,
                0,
                PoolQuota.UNKNOWN,
                PoolStatus.Source.UNKNOWN,
                List.of(),
                List.of(),
                null,
                List.of());
    }
}
