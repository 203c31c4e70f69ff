package dev.penstock.starter.estimate;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.activities.pool.RoutePrices;
import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.worker.config.ProviderChoice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The pools of an estimate. A route stands as one pool, with the quotas of those of its pools that work at the same time, and
 * the prices of the dearest of these; its reserve counts for the most that calls may cost.
 */
final class EstimatedPools {
    private final ProviderChoice provider;
    private final Prices known;
    /** The pools that work at the same time, by the name of their route. */
    private final Map<String, List<PoolConfig>> ofRoutes = new HashMap<>();

    EstimatedPools(ProviderChoice provider, Prices known) {
        this.provider = provider;
        this.known = known;
        provider.routes()
                .forEach(route -> ofRoutes.put(
                        route.name(),
                        route.usual().pools().stream()
                                .flatMap(name -> named(name).stream())
                                .toList()));
    }

    /**
     * Returns the pool, or the route as a pool, that takes a model's requests.
     *
     * @param wanted name of the pool that takes all requests
     * @param isPinned whether all requests of a model go to one pool of its route
     */
    Optional<EstimatedPool> find(String model, Optional<String> wanted, boolean isPinned) {
        Optional<RouteConfig> route = wanted.isPresent() ? Optional.empty() : provider.findRoute(model);
        if (route.isEmpty()) {
            return wanted.map(this::named)
                    .orElseGet(() -> provider.findPool(model))
                    .map(pool -> estimated(pool, model));
        }
        return isPinned
                ? route.get()
                        .pinned(name -> named(name).isPresent())
                        .flatMap(this::named)
                        .map(pool -> estimated(pool, model))
                : Optional.of(estimated(route.get().name(), route.get(), model));
    }

    /**
     * Returns the quota of a pool or a route.
     *
     * @param learnt returns the quota that a pool's governor has learnt, if known
     */
    PoolQuota quota(String name, Function<String, Optional<PoolQuota>> learnt) {
        return ofRoutes.getOrDefault(name, named(name).stream().toList()).stream()
                .map(pool -> quota(pool, learnt))
                .reduce(EstimatedPools::plus)
                .orElse(PoolQuota.UNKNOWN);
    }

    /** A declared quota takes precedence, so that no governor is queried. */
    private static PoolQuota quota(PoolConfig pool, Function<String, Optional<PoolQuota>> learnt) {
        PoolQuota declared = pool.declared();
        return !PerMinuteLimits.of(declared).areUnlimited()
                ? declared
                : learnt.apply(pool.name()).orElse(declared);
    }

    private Optional<PoolConfig> named(String name) {
        return provider.pools().stream()
                .filter(config -> config.name().equals(name))
                .findFirst();
    }

    /** Returns a pool, at which a model may have the name that a route gives it there. */
    private EstimatedPool estimated(PoolConfig pool, String model) {
        return RouteConfig.serving(model, provider.configuration().routes(), provider.pools())
                .filter(route -> route.pools().contains(pool.name()))
                .map(route -> estimated(pool.name(), route.only(pool.name()), model))
                .orElseGet(() -> {
                    Prices prices = known.with(pool.prices(), pool.baseUrl());
                    return new EstimatedPool(pool.name(), prices, prices, prices.maxOutput(model));
                });
    }

    private EstimatedPool estimated(String name, RouteConfig route, String model) {
        return new EstimatedPool(
                name,
                prices(route.usual(), model),
                prices(route, model),
                RoutePrices.longestAnswer(known, route, provider.pools(), model));
    }

    private Prices prices(RouteConfig route, String model) {
        Map<String, ModelPrice> highest = RoutePrices.highest(known, route, provider.pools(), model);
        return named(route.pools().getFirst())
                .map(pool -> known.with(highest, pool.baseUrl()))
                .orElseGet(() -> known.with(highest));
    }

    private static PoolQuota plus(PoolQuota one, PoolQuota other) {
        PerMinuteLimits sum = PerMinuteLimits.of(one).plus(PerMinuteLimits.of(other));
        return new PoolQuota(
                sum.requests().orNull(),
                sum.tokens().orNull(),
                null,
                null,
                FurtherLimits.NONE.withInputOutput(
                        sum.inputTokens().orNull(), sum.outputTokens().orNull()));
    }
}
