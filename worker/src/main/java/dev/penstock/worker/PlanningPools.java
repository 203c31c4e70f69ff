package dev.penstock.worker;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolElsewhere;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.plan.StoredPool;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.prices.ModelPattern;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.batch.BatchPools;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.limits.rate.RateLimits;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes this worker's pools to the planning of batches. */
final class PlanningPools implements ModelPools {
    private final PoolRegistry pools;
    private final Prices prices;
    private final Map<String, WorstCase> worstCases;
    private final @Nullable String defaultModel;
    private final PoolsElsewhere others;
    /** Those of other workers that a planning has asked for; each is asked for once. */
    private final Map<String, Optional<StoredPool>> served = new ConcurrentHashMap<>();
    /** The models of the pools that a batch may use; null = this worker's pools are all. */
    private final @Nullable Map<String, List<String>> allowed;

    PlanningPools(PoolRegistry pools, Prices prices, @Nullable String defaultModel, PoolsElsewhere others) {
        this(pools, prices, defaultModel, others, null);
    }

    private PlanningPools(
            PoolRegistry pools,
            Prices prices,
            @Nullable String defaultModel,
            PoolsElsewhere others,
            @Nullable Map<String, List<String>> allowed) {
        this.allowed = allowed;
        this.prices = prices;
        this.others = others;
        this.pools = pools;
        this.worstCases = pools.all().stream()
                .collect(Collectors.toMap(
                        Pool::name,
                        pool -> new WorstCase(prices.with(pool.config().prices()))));
        this.defaultModel = defaultModel;
    }

    @Override
    public Optional<PoolFacts> find(String model, Optional<String> pool) {
        String asked = model.isEmpty() && defaultModel != null ? defaultModel : model;
        return pool.or(() -> serving(asked)).filter(names()::contains).map(this::facts);
    }

    /** Returns the pool for a model as the batch's submitter would choose it, which may have pools that are not here. */
    private Optional<String> serving(String model) {
        return allowed == null
                ? pools.findForModel(model).map(Pool::name)
                : ModelPattern.mostExact(allowed.entrySet(), Map.Entry::getValue, model)
                        .map(Map.Entry::getKey);
    }

    @Override
    public List<String> names() {
        return allowed == null ? pools.all().stream().map(Pool::name).toList() : List.copyOf(allowed.keySet());
    }

    @Override
    public void expect(String pool, String model) {
        pools.find(pool).ifPresent(found -> found.expect(model));
    }

    @Override
    public ModelPools allowed(BatchSpec spec) {
        List<String> names = BatchPools.of(spec);
        if (names.isEmpty()) {
            return this;
        }
        Optional<Map<String, List<String>>> models = BatchPools.models(spec);
        if (models.isPresent()) {
            return new PlanningPools(pools, prices, defaultModel, others, models.get());
        }
        List<Pool> found = names.stream().map(this::get).toList();
        return new PlanningPools(new PoolRegistry(found), prices, defaultModel, others);
    }

    @Override
    public void require(List<String> needed) {
        needed.forEach(this::facts);
    }

    @Override
    public Optional<URI> address(String pool) {
        return pools.find(pool).map(found -> found.config().baseUrl());
    }

    @Override
    public SliceSizing sizing(String pool, Optional<String> model, double tokensPerRequest) {
        return pools.find(pool)
                .map(found -> found.firstSizing(model, tokensPerRequest))
                .orElse(SliceSizing.UNKNOWN);
    }

    @Override
    public WorstCase worstCase(String pool) {
        return Optional.ofNullable(worstCases.get(pool))
                .or(() -> others.known(pool).map(found -> new WorstCase(prices.with(found.prices()))))
                .orElseThrow(() -> PoolElsewhere.of(pool));
    }

    private Pool get(String name) {
        return pools.find(name).orElseThrow(() -> PoolElsewhere.of(name));
    }

    private PoolFacts facts(String name) {
        return pools.find(name)
                .map(this::facts)
                .orElseGet(() -> served.computeIfAbsent(name, others::served)
                        .map(found -> found.facts(name, defaultModel))
                        .orElseThrow(() -> PoolElsewhere.of(name)));
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
