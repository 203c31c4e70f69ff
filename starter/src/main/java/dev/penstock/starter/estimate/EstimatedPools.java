package dev.penstock.starter.estimate;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.activities.pool.RoutePrices;
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
import java.util.stream.Stream;

/**
 * The pools of an estimate. A route stands as one pool, with the quotas of those of its pools that work at the same time, and
 * the prices of the dearest.
 */
final class EstimatedPools {
    private final ProviderChoice provider;
    private final Prices known;
    /** The pools that work at the same time, by the name of their route. */
    private final Map<String, List<PoolConfig>> ofRoutes = new HashMap<>();

    EstimatedPools(ProviderChoice provider, Prices known) {
        this.provider = provider;
        this.known = known;
        provider.routes().forEach(route -> ofRoutes.put(route.name(), working(route)));
    }

    /**
     * Returns the pool, or the route as a pool, that takes a model's requests.
     *
     * @param wanted name of the pool that takes all requests
     */
    Optional<PoolConfig> find(String model, Optional<String> wanted) {
        return wanted.isPresent()
                ? named(wanted.get())
                : provider.findRoute(model).map(route -> asPool(route, model)).or(() -> provider.findPool(model));
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

    private PoolConfig asPool(RouteConfig route, String model) {
        List<PoolConfig> all = provider.pools();
        return ofRoutes.getOrDefault(route.name(), List.of())
                .getFirst()
                .named(route.name())
                .withPrices(RoutePrices.highest(known, route, all, model));
    }

    private List<PoolConfig> working(RouteConfig route) {
        int first = route.members().stream()
                .mapToInt(member -> member.place().order())
                .min()
                .orElseThrow();
        Stream<String> names = route.members().stream()
                .filter(member ->
                        member.place().order() == first || member.place().spill())
                .map(RouteConfig.Member::pool)
                .distinct();
        return names.flatMap(name -> named(name).stream()).toList();
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
