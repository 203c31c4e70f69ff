package dev.penstock.starter.cli.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotaDisagreementTest {
    private static final PoolQuota RPM_600 = new PoolQuota(600L, null, null, null);

    @Test
    void saysWhoDeclaresWhat() {
        PoolStatus.Worker more = worker("b", new PoolQuota(6_000L, 90_000L, 20, false));

        assertThat(QuotaDisagreement.of(List.of(worker("a", RPM_600), more, worker("c", PoolQuota.UNKNOWN))))
                .contains("warning:  workers declare different limits, the lowest applies: a 600 requests/min;"
                        + " b 6,000 requests/min, 90,000 tokens/min, 20 calls in flight, not strict; c none");
    }

    @Test
    void isSilentWhereTheyAgree() {
        PoolStatus.Worker same = worker("b", new PoolQuota(600L, null, null, true));

        assertThat(QuotaDisagreement.of(List.of(worker("a", RPM_600), same))).isEmpty();
    }

    private static PoolStatus.Worker worker(String name, PoolQuota declared) {
        return new PoolStatus.Worker(name, 600L, null, 20, 0, 0, 0, declared);
    }
}
