package dev.penstock.starter.cli.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.InputOutputShare;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.TokensByKind;
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

    @Test
    void limitsOfInputAndOutputTokensAreShownWithTheWorkersSharesAndUse() {
        PoolStatus.Worker worker = new PoolStatus.Worker(
                "w", null, null, 5, 1, 2, 0, PoolQuota.UNKNOWN, new InputOutputShare(50_000L, 10_000L, null));
        PoolStatus.Sample sample = new PoolStatus.Sample(
                0, 5_000, 10, 1_000, 0, 0, null, null, 5, PoolState.OPEN, new TokensByKind(900, 100));
        PoolStatus pool = new PoolStatus(
                "p",
                PoolState.OPEN,
                null,
                0,
                new PoolQuota(null, null, 5, null, FurtherLimits.NONE.withInputOutput(50_000L, 10_000L)),
                PoolStatus.Source.ANNOUNCED,
                List.of(worker),
                List.of(sample),
                null,
                List.of());

        assertThat(PoolText.page(pool, 0))
                .contains(
                        "limits:   no limit requests/min, no limit tokens/min, 50,000 input tokens/min, 10,000 output tokens/min, 5 calls in flight (announced)",
                        "worker:   w · share no limit requests/min, no limit tokens/min, 50,000 input tokens/min, 10,000 output tokens/min, 5 calls · 1 in flight, 2 waiting · reported 0 s ago")
                .anyMatch(line -> line.contains("input/min") && line.endsWith("max 10,800"));
        assertThat(PoolText.table(List.of(pool)).getLast()).contains("50,000 + 10,000");
    }
}
