package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.plan.StoredPools;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.limits.QuotaLimit;
import dev.penstock.limits.rate.ModelLimits;
import dev.penstock.limits.rate.ModelStatus;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.route.RoutePlace;
import dev.penstock.store.Json;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class PlanningPoolsTest {
    private static final BatchSpec BATCH = BatchSpec.of("file:///in.jsonl");
    private final PoolRegistry registry = new PoolRegistry(List.of(
            Pool.open(PoolConfig.of("ours", "http://ours/v1", null)),
            Pool.open(PoolConfig.of("theirs", "http://theirs/v1", null).withModels(List.of("gpt-4o")))));
    private final Set<String> served = new HashSet<>();

    @TempDir
    Path root;

    private StoredPools stored;
    private PlanningPools pools;

    @BeforeEach
    void open() {
        stored = new StoredPools(new FileStore(root, Clock.systemUTC()).documents(), () -> 0);
        pools = new PlanningPools(registry, Prices.known(), null, new PoolsElsewhere(stored, served::contains));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aModelWithARouteGoesThereUnlessItsBatchMayNotUseAllPoolsOrIsPinned() {
        PoolRegistry routed = new PoolRegistry(
                List.copyOf(registry.all()),
                List.of(new RouteConfig(
                        "route-gpt-4o",
                        List.of("gpt-4o"),
                        List.of(
                                new RouteConfig.Member("ours", null, new RoutePlace(2, false, 1)),
                                new RouteConfig.Member("theirs", null, new RoutePlace(1, false, 1))))),
                List.of("ours", "theirs"));
        PlanningPools planning =
                new PlanningPools(routed, Prices.known(), null, new PoolsElsewhere(stored, served::contains));

        assertThat(found(planning, BATCH, "gpt-4o")).contains("route-gpt-4o");
        assertThat(planning.allowed(BATCH).has("route-gpt-4o")).isTrue();
        assertThat(planning.allowed(BATCH.with(SpecKey.POOLS, List.of("ours"))).has("route-gpt-4o"))
                .isFalse();
        assertThat(found(planning, BATCH, "gpt-4o-mini")).contains("ours");
        assertThat(found(planning, BATCH.with(SpecKey.PIN, true), "gpt-4o")).contains("theirs");
        assertThat(found(planning, BATCH.with(SpecKey.POOLS, List.of("ours")), "gpt-4o"))
                .contains("ours");
        assertThat(planning.worstCase("route-gpt-4o").of("gpt-4o", 1_000, 0)).isPresent();
        assertThat(planning.has("route-gpt-4o")).isTrue();
        assertThat(planning.has("route-other")).isFalse();
        assertThat(planning.allowed(BATCH.with(SpecKey.POOLS, List.of("ours"))).has("route-gpt-4o"))
                .isFalse();
    }

    private static Optional<String> found(ModelPools planning, BatchSpec spec, String model) {
        return planning.allowed(spec).find(model, Optional.empty()).map(PoolFacts::name);
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
    void requestsToAnotherWorkersPoolArePlannedByWhatThatWorkerWroteDown() throws IOException {
        new FileStore(root, Clock.systemUTC())
                .documents()
                .write(
                        "pools",
                        "elsewhere.json",
                        "{\"concurrency\":7,\"prices\":{\"claude-*\":\"input=10 cached=1 output=10\"}}"
                                .getBytes(StandardCharsets.UTF_8));
        served.add("elsewhere");
        ModelPools both = allowed(Map.of("elsewhere", List.of("claude-*"), "ours", List.of("*")));

        assertThat(both.find("claude-x", Optional.empty())).contains(new PoolFacts("elsewhere", null, null, 7, null));
        both.require(List.of("ours", "elsewhere"));
        assertThat(both.worstCase("elsewhere")
                        .of(
                                "/v1/chat/completions",
                                Json.MAPPER
                                        .createObjectNode()
                                        .put("model", "claude-x")
                                        .put("max_tokens", 10)))
                .isPresent();
    }

    @Test
    void aPoolThatNoWorkerServesIsLeftToOthersEvenIfItIsKnown() {
        stored.describe(PoolConfig.of("elsewhere", "http://elsewhere/v1", null));
        ModelPools both = allowed(Map.of("elsewhere", List.of("claude-*"), "ours", List.of("*")));

        assertThatThrownBy(() -> both.find("claude-x", Optional.empty())).hasMessageContaining("pool 'elsewhere'");
        served.add("elsewhere");
        assertThat(allowed(Map.of("elsewhere", List.of("claude-*"))).find("claude-x", Optional.empty()))
                .isPresent();
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
    void slicesOfAPoolThatIsNotHereStillLearnTheirSize() {
        assertThat(pools.sizing("elsewhere", Optional.of("claude"), 100)).isEqualTo(SliceSizing.UNKNOWN);
        assertThat(pools.sizing("ours", Optional.of("gpt-4o"), 100).requests())
                .as("20 calls of a second each")
                .isEqualTo(10);
    }

    @Test
    void firstSlicesOfASlowModelAreSmall() {
        registry.find("theirs")
                .orElseThrow()
                .limiter()
                .setLimits(RateLimits.ofConcurrency(100)
                        .withModels(Map.of("slow", perMinute(60), "quick", perMinute(2_400))));

        assertThat(pools.sizing("theirs", Optional.of("slow"), 100).requests()).isEqualTo(1);
        assertThat(pools.sizing("theirs", Optional.of("quick"), 100).requests()).isEqualTo(20);
        assertThat(pools.sizing("theirs", Optional.empty(), 100).requests())
                .as("one of several")
                .isEqualTo(1);
    }

    private static ModelLimits perMinute(long requests) {
        return new ModelLimits(QuotaLimit.atMost(requests), QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);
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
