package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.prices.Prices;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanningPoolsTest {
    private final PoolRegistry registry = new PoolRegistry(List.of(
            Pool.open(PoolConfig.of("ours", "http://ours/v1", null)),
            Pool.open(PoolConfig.of("theirs", "http://theirs/v1", null).withModels(List.of("gpt-4o")))));
    private final PlanningPools pools = new PlanningPools(registry, Prices.known(), null);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aBatchUsesNoPoolThatItsSubmitterDidNotHaveHoweverWellItFits() {
        assertThat(pools.find("gpt-4o", Optional.empty()).map(PoolFacts::name)).contains("theirs");

        assertThat(pools.only(List.of("ours")).find("gpt-4o", Optional.empty()).map(PoolFacts::name))
                .contains("ours");
        assertThat(pools.only(List.of())).isSameAs(pools);
    }

    @Test
    void whatAPoolThatIsNotHereMayCostIsLeftToOthers() {
        assertThatThrownBy(() -> pools.only(List.of("ours", "elsewhere"))).hasMessageContaining("pool 'elsewhere'");
        assertThatThrownBy(() -> pools.worstCase("elsewhere")).hasMessageContaining("pool 'elsewhere'");
    }
}
