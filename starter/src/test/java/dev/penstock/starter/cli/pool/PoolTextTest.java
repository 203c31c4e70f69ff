package dev.penstock.starter.cli.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolTextTest {
    @Test
    void limitsOfSingleModelsAreShown() {
        PoolStatus pool = new PoolStatus(
                "p",
                PoolState.OPEN,
                null,
                0,
                new PoolQuota(null, null, 20, null),
                PoolStatus.Source.UNKNOWN,
                List.of(),
                List.of(),
                null,
                List.of(new PoolStatus.Model("gpt-4o", new PoolQuota(60L, 30_000L, null, null))));

        assertThat(PoolText.page(pool, 0))
                .containsExactly(
                        "pool:     p",
                        "state:    open",
                        "limits:   no limit requests/min, no limit tokens/min, 20 calls in flight (unknown)",
                        "model:    gpt-4o · 60 requests/min, 30,000 tokens/min");
    }
}
