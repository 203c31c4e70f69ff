package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.limits.rate.ModelStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanningPoolsTest {
    private static final BatchSpec BATCH = BatchSpec.of("file:///in.jsonl");
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

        assertThat(allowed(List.of("ours")).find("gpt-4o", Optional.empty()).map(PoolFacts::name))
                .contains("ours");
        assertThat(pools.allowed(BATCH)).isSameAs(pools);
    }

    @Test
    void aBatchNeedsOfItsSubmittersPoolsOnlyThoseThatItsModelsGoTo() {
        Map<String, List<String>> models = new LinkedHashMap<>();
        models.put("elsewhere", List.of("claude-*"));
        models.put("ours", List.of("*"));
        ModelPools both = allowed(models);

        assertThat(both.names()).containsExactly("elsewhere", "ours");
        assertThat(both.find("gpt-4o", Optional.empty()).map(PoolFacts::name)).contains("ours");
        assertThatThrownBy(() -> both.find("claude-x", Optional.empty())).hasMessageContaining("pool 'elsewhere'");
        assertThatThrownBy(() -> both.find("gpt-4o", Optional.of("elsewhere")))
                .hasMessageContaining("pool 'elsewhere'");
        assertThat(both.find("gpt-4o", Optional.of("theirs"))).isEmpty();
        both.require(List.of("ours"));
        assertThatThrownBy(() -> both.require(List.of("ours", "elsewhere"))).hasMessageContaining("pool 'elsewhere'");
    }

    @Test
    void aPoolLearnsOfModelsThatWillBeCalled() {
        pools.expect("theirs", "gpt-4o");
        pools.expect("elsewhere", "claude");

        assertThat(registry.find("theirs").orElseThrow().limiter().status().models())
                .extracting(ModelStatus::model)
                .containsExactly("gpt-4o");
    }

    @Test
    void ofEquallyExactPoolsTheSubmittersFirstIsTaken() {
        Map<String, List<String>> models = new LinkedHashMap<>();
        models.put("theirs", List.of("*"));
        models.put("ours", List.of("*"));

        assertThat(allowed(models).find("gpt-4o", Optional.empty()).map(PoolFacts::name))
                .contains("theirs");
    }

    @Test
    void whatAPoolThatIsNotHereMayCostIsLeftToOthers() {
        assertThatThrownBy(() -> allowed(List.of("ours", "elsewhere"))).hasMessageContaining("pool 'elsewhere'");
        assertThatThrownBy(() -> pools.worstCase("elsewhere")).hasMessageContaining("pool 'elsewhere'");
    }

    private ModelPools allowed(Object value) {
        BatchSpec spec = BATCH.with(SpecKey.POOLS, value);
        spec.validate();
        return pools.allowed(spec);
    }
}
