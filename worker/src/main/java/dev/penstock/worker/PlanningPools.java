package dev.penstock.worker;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolElsewhere;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.prices.Prices;
import dev.penstock.limits.rate.RateLimits;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes this worker's pools to the planning of batches. */
final class PlanningPools implements ModelPools {
    private final PoolRegistry pools;
    private final Prices prices;
    private final Map<String, WorstCase> worstCases;
    private final @Nullable String defaultModel;

    PlanningPools(PoolRegistry pools, Prices prices, @Nullable String defaultModel) {
        this.pools = pools;
        this.prices = prices;
        this.worstCases = pools.all().stream()
                .collect(Collectors.toMap(
                        Pool::name,
                        pool -> new WorstCase(prices.with(pool.config().prices()))));
        this.defaultModel = defaultModel;
    }

    @Override
    public Optional<PoolFacts> find(String model, Optional<String> pool) {
        String asked = model.isEmpty() && defaultModel != null ? defaultModel : model;
        return pool.flatMap(pools::find)
                .or(() -> pool.isPresent() ? Optional.empty() : pools.findForModel(asked))
                .map(this::facts);
    }

    @Override
    public List<String> names() {
        return pools.all().stream().map(Pool::name).toList();
    }

    @Override
    public ModelPools only(List<String> wanted) {
        if (wanted.isEmpty()) {
            return this;
        }
        List<Pool> found = wanted.stream()
                .map(name -> pools.find(name).orElseThrow(() -> PoolElsewhere.of(name)))
                .toList();
        return new PlanningPools(new PoolRegistry(found), prices, defaultModel);
    }

    @Override
    public Optional<URI> address(String pool) {
        return pools.find(pool).map(found -> found.config().baseUrl());
    }

    @Override
    public WorstCase worstCase(String pool) {
        return Optional.ofNullable(worstCases.get(pool)).orElseThrow(() -> PoolElsewhere.of(pool));
    }

    private PoolFacts facts(Pool pool) {
        RateLimits limits = pool.config().limits();
        return new PoolFacts(
                pool.name(),
                limits.requestsPerMinute().orNull(),
                limits.tokensPerMinute().orNull(),
                limits.concurrency(),
                defaultModel);
    }
}
