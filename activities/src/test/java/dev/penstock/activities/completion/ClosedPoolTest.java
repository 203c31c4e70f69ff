package dev.penstock.activities.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pool.PoolState;
import dev.penstock.limits.traffic.PoolAvailability;
import dev.penstock.store.Result;
import org.junit.jupiter.api.Test;

final class ClosedPoolTest {
    @Test
    void whatTheProviderSaysOfTheOperatorsKeyIsNoBusinessOfCallers() {
        Result.Error error =
                error(PoolState.BLOCKED, "401 invalid_api_key: Incorrect API key provided: sk-pr*****1234");

        assertThat(error.code()).isEqualTo("pool_blocked");
        assertThat(error.message())
                .isEqualTo("pool main is closed (blocked): the provider rejected this server's account");
    }

    @Test
    void moneyThatRanOutIsSaidByItsCodeOnly() {
        Result.Error error = error(PoolState.BLOCKED, "insufficient_quota: org-17 has exceeded its quota");

        assertThat(error.message()).contains("insufficient_quota").doesNotContain("org-17");
    }

    @Test
    void whatTheOperatorSaysOfAPauseIsForEverybody() {
        assertThat(error(PoolState.PAUSED, "lunch").message()).isEqualTo("pool main is closed (paused): lunch");
    }

    private static Result.Error error(PoolState state, String reason) {
        return ClosedPool.error("main", new PoolAvailability.Current(state, reason));
    }
}
