package dev.penstock.starter.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.activities.pool.RouteConfig.Member;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.route.RoutePlace;
import dev.penstock.starter.estimate.BatchEstimate.Load;
import dev.penstock.starter.estimate.BatchEstimate.Money;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.input.DiskInput;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The longest answers are 16,384 tokens of gpt-4o-mini and gpt-4o, and 32,768 of gpt-4.1-mini. */
class RouteEstimateTest {
    private static final long REQUESTS = 30;

    private final PoolConfig east = pool("east", 120L);
    private final PoolConfig west = pool("west", 60L);
    private final PoolConfig back = pool("back", 30L);

    @TempDir
    Path folder;

    @Test
    void aPinnedBatchIsEstimatedAtThePriceAndQuotaOfItsPool() throws IOException {
        BatchEstimate pinned = estimate(spec().with(SpecKey.PIN, true), false);

        assertThat(pinned.cost().expected()).isEqualByComparingTo(alone("gpt-4o-mini", east));
        assertThat(pinned.pools()).extracting(Load::pool).containsExactly("east");
        assertThat(pinned.secondsAtQuota()).isEqualTo(15);
        assertThat(pinned.outputTokens().atMost()).isEqualTo(REQUESTS * 16_384);
    }

    @Test
    void aPoolThatTakesAllRequestsCountsUnderItsOwnNameForTheModel() throws IOException {
        BatchEstimate estimate = estimate(spec(), routed(false).withPool("east"));

        assertThat(estimate.cost().expected()).isEqualByComparingTo(alone("gpt-4o-mini", east));
        assertThat(estimate.pools()).extracting(Load::pool).containsExactly("east");
    }

    @Test
    void aRouteIsExpectedToCostWhatItsDearestUsualPoolDoesAndAtMostWhatItsReserveDoes() throws IOException {
        Money cost = estimate(spec(), false).cost();

        assertThat(cost.expected()).isEqualByComparingTo(alone("gpt-4.1-mini", west));
        // 10 US dollars per million output tokens of gpt-4o.
        assertThat(cost.atMost()).isGreaterThan(new BigDecimal("9.83"));
    }

    @Test
    void aPoolThatTakesWhatTheFirstOnesHaveNoRoomForIsUsuallyCalledToo() throws IOException {
        BatchEstimate estimate = estimate(spec(), true);

        assertThat(estimate.cost().expected()).isEqualByComparingTo(alone("gpt-4o", back));
        assertThat(estimate.secondsAtQuota()).isEqualTo(9);
    }

    @Test
    void theLongestAnswerOfARouteIsThatOfItsModelsAtTheirPools() throws IOException {
        assertThat(estimate(spec(), false).outputTokens().atMost()).isEqualTo(REQUESTS * 32_768);
    }

    @Test
    void aStageIsEstimatedAtThePoolToWhichTheBatchIsPinned() throws IOException {
        BatchSpec staged = spec().with(SpecKey.STAGES, List.of(Map.of("name", "only", "prompt", "{{input.text}}")));

        assertThat(estimate(staged.with(SpecKey.PIN, true), false).models())
                .singleElement()
                .satisfies(stage -> {
                    assertThat(stage.pool()).isEqualTo("east");
                    assertThat(stage.outputTokens().atMost()).isEqualTo(REQUESTS * 16_384);
                });
    }

    private BigDecimal alone(String model, PoolConfig pool) throws IOException {
        BatchEstimate estimate = estimate(spec().with(SpecKey.MODEL, model), choice(List.of(pool), List.of()));
        return Objects.requireNonNull(estimate.cost().expected());
    }

    private BatchEstimate estimate(BatchSpec spec, boolean spills) throws IOException {
        return estimate(spec, routed(spills));
    }

    private ProviderChoice routed(boolean spills) {
        RouteConfig fast = new RouteConfig(
                "route-fast",
                List.of("fast"),
                List.of(
                        new Member("east", "gpt-4o-mini", new RoutePlace(1, false, 2)),
                        new Member("west", "gpt-4.1-mini", new RoutePlace(1, false, 1)),
                        new Member("back", "gpt-4o", new RoutePlace(2, spills, 1))));
        return choice(List.of(east, west, back), List.of(fast));
    }

    private BatchEstimate estimate(BatchSpec spec, ProviderChoice provider) throws IOException {
        return new BatchEstimator(provider, new FileStore(folder.resolve("store"), Clock.systemUTC()))
                .measure(spec, false)
                .with(pool -> Optional.empty());
    }

    private BatchSpec spec() throws IOException {
        Path input = Files.writeString(folder.resolve("in.txt"), "a question\n".repeat((int) REQUESTS));
        return BatchSpec.of(new DiskInput(input).address()).with(SpecKey.MODEL, "fast");
    }

    private static ProviderChoice choice(List<PoolConfig> pools, List<RouteConfig> routes) {
        PenstockConfiguration configuration = new PenstockConfiguration(
                null,
                pools,
                routes,
                PenstockConfiguration.NONE.tenants(),
                PenstockConfiguration.NONE.defaults(),
                PenstockConfiguration.NONE.inputs());
        return new ProviderChoice(pools, null, "pools", null, configuration, Map.of(), null);
    }

    private static PoolConfig pool(String name, long requestsPerMinute) {
        return PoolConfig.of(name, "http://127.0.0.1:8000/v1", null)
                .withDeclared(new PoolQuota(requestsPerMinute, null, null, null));
    }
}
