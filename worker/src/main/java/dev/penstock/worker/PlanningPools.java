package dev.penstock.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolElsewhere;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.plan.StoredPool;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.activities.pool.RoutePrices;
import dev.penstock.activities.prices.ModelPattern;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.batch.BatchPools;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.store.input.FilePart;
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
    /** Tells that all requests of a model go to one pool of its route. */
    private final boolean isPinned;

    PlanningPools(PoolRegistry pools, Prices prices, @Nullable String defaultModel, PoolsElsewhere others) {
        this(pools, prices, defaultModel, others, null, false);
    }

    private PlanningPools(
            PoolRegistry pools,
            Prices prices,
            @Nullable String defaultModel,
            PoolsElsewhere others,
            @Nullable Map<String, List<String>> allowed,
            boolean isPinned) {
        this.allowed = allowed;
        this.isPinned = isPinned;
        this.prices = prices;
        this.others = others;
        this.pools = pools;
        this.worstCases = pools.allRoutes().stream()
                .collect(Collectors.toMap(Route::name, route -> new WorstCase(RoutePrices.highest(prices, route))));
        this.defaultModel = defaultModel;
    }

    @Override
    public Optional<PoolFacts> find(String model, Optional<String> pool) {
        String asked = model.isEmpty() && defaultModel != null ? defaultModel : model;
        Optional<RouteConfig> route = pool.isEmpty() ? route(asked) : Optional.empty();
        if (route.isPresent()) {
            return (isPinned ? route.get().pinned(names()::contains) : route.map(RouteConfig::name)).map(this::facts);
        }
        return pool.or(() -> serving(asked)).filter(names()::contains).map(this::facts);
    }

    /** Returns the route of a model whose pools the batch may all use. */
    private Optional<RouteConfig> route(String model) {
        List<String> names = names();
        List<RouteConfig> usable = pools.routes().stream()
                .filter(route -> names.containsAll(route.pools()))
                .toList();
        int ofPools = (allowed == null
                        ? pools.all().stream().map(pool -> pool.config().models())
                        : allowed.values().stream())
                .mapToInt(patterns -> ModelPattern.exactness(patterns, model))
                .max()
                .orElse(0);
        return RouteConfig.serving(model, usable, ofPools);
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
    public boolean has(String poolOrRoute) {
        List<String> names = names();
        return names.contains(poolOrRoute)
                || pools.routes().stream()
                        .anyMatch(route -> route.name().equals(poolOrRoute) && names.containsAll(route.pools()))
                || served.computeIfAbsent(poolOrRoute, others::served).isPresent();
    }

    @Override
    public void expect(String pool, String model) {
        pools.findRoute(pool).ifPresent(found -> found.expect(model));
    }

    @Override
    public ModelPools allowed(BatchSpec spec) {
        List<String> names = BatchPools.of(spec);
        boolean pin = spec.isPinned();
        if (names.isEmpty()) {
            return pin ? new PlanningPools(pools, prices, defaultModel, others, null, true) : this;
        }
        Optional<Map<String, List<String>>> models = BatchPools.models(spec);
        if (models.isPresent()) {
            return new PlanningPools(pools, prices, defaultModel, others, models.get(), pin);
        }
        names.forEach(this::get);
        return new PlanningPools(pools.only(names), prices, defaultModel, others, null, pin);
    }

    @Override
    public void require(List<String> needed) {
        needed.forEach(this::facts);
    }

    @Override
    public Optional<String> problem(String pool, String url, JsonNode body) {
        // What stands for a file is none of the provider's parts until the request is called.
        return body instanceof ObjectNode object && !FilePart.isIn(body)
                ? pools.findRoute(pool).flatMap(found -> found.problem(url, object))
                : Optional.empty();
    }

    @Override
    public Optional<URI> address(String pool) {
        return pools.findRoute(pool).map(Route::address);
    }

    @Override
    public SliceSizing sizing(String pool, Optional<String> model, double tokensPerRequest) {
        return pools.findRoute(pool)
                .map(found -> found.firstSizing(model, tokensPerRequest))
                .orElse(SliceSizing.UNKNOWN);
    }

    @Override
    public WorstCase worstCase(String pool) {
        return Optional.ofNullable(worstCases.get(pool))
                .or(() -> others.known(pool).map(found -> new WorstCase(found.prices(prices))))
                .orElseThrow(() -> PoolElsewhere.of(pool));
    }

    private Route get(String name) {
        return pools.findRoute(name).orElseThrow(() -> PoolElsewhere.of(name));
    }

    private PoolFacts facts(String name) {
        return pools.findRoute(name)
                .map(this::facts)
                .orElseGet(() -> served.computeIfAbsent(name, others::served)
                        .map(found -> found.facts(name, defaultModel))
                        .orElseThrow(() -> PoolElsewhere.of(name)));
    }

    private PoolFacts facts(Route route) {
        RateLimits limits = route.configuredLimits();
        return new PoolFacts(
                route.name(),
                limits.requestsPerMinute().orNull(),
                limits.perMinute().tokensOfUnknownKind().orNull(),
                limits.concurrency(),
                defaultModel);
    }
}
