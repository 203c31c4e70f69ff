package dev.penstock.activities.pool;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pools that this process can call, and the routes to them. */
public final class PoolRegistry implements AutoCloseable {
    private final Map<String, Pool> pools = new LinkedHashMap<>();
    private final List<RouteConfig> configured;
    private final Collection<String> served;
    /** The routes by name, with one for each pool. */
    private final Map<String, Route> routes = new LinkedHashMap<>();

    public PoolRegistry(List<Pool> all) {
        this(all, List.of(), List.of());
    }

    /**
     * @param configured the routes; pools that are not there are left out
     * @param served the names of the pools that this process calls; routes lead to no others, unless it calls none of theirs
     */
    public PoolRegistry(List<Pool> all, List<RouteConfig> configured, Collection<String> served) {
        this.served = List.copyOf(served);
        for (Pool pool : all) {
            if (pools.put(pool.name(), pool) != null) {
                throw new IllegalArgumentException("there are two pools named '%s'".formatted(pool.name()));
            }
        }
        this.configured = configured.stream()
                .filter(route -> route.pools().stream().anyMatch(pools::containsKey))
                .toList();
        pools.values().forEach(pool -> routes.put(pool.name(), Route.of(pool, namesAt(pool))));
        this.configured.forEach(route -> routes.put(route.name(), route(route)));
    }

    public Pool get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no pool '%s'; configured pools: %s"
                        .formatted(name, String.join(", ", pools.keySet()))));
    }

    public Optional<Pool> find(String name) {
        return Optional.ofNullable(pools.get(name));
    }

    /** Returns the route of this name, or that of the pool of this name. */
    public Optional<Route> findRoute(String name) {
        return Optional.ofNullable(routes.get(name));
    }

    /** Returns the pool that names a model most exactly; of equally exact pools, the first configured. */
    public Optional<Pool> findForModel(String model) {
        return PoolConfig.serving(model, configs()).map(config -> get(config.name()));
    }

    /**
     * Returns the route of one pool for work that must stay with one account, such as a provider's batch.
     *
     * @param name name of a pool or a route
     */
    public Optional<Route> pinned(String name) {
        return configured.stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .map(route -> route.pinned(pools::containsKey))
                .orElse(Optional.of(name))
                .flatMap(this::findRoute);
    }

    /** Returns the routes of several pools. */
    public List<RouteConfig> routes() {
        return configured;
    }

    /** Returns the routes of several pools, and one for each pool. */
    public Collection<Route> allRoutes() {
        return List.copyOf(routes.values());
    }

    /** Returns a registry of some of these pools, with the routes to them. */
    public PoolRegistry only(Collection<String> names) {
        return new PoolRegistry(
                pools.values().stream()
                        .filter(pool -> names.contains(pool.name()))
                        .toList(),
                configured.stream()
                        .filter(route -> names.containsAll(route.pools()))
                        .toList(),
                served);
    }

    public Collection<Pool> all() {
        return List.copyOf(pools.values());
    }

    @Override
    public void close() {
        pools.values().forEach(Pool::close);
    }

    private List<PoolConfig> configs() {
        return pools.values().stream().map(Pool::config).toList();
    }

    private Route route(RouteConfig route) {
        List<RouteConfig.Member> known = route.members().stream()
                .filter(member -> pools.containsKey(member.pool()))
                .toList();
        List<RouteConfig.Member> called =
                known.stream().filter(member -> served.contains(member.pool())).toList();
        return Route.of(
                route,
                (called.isEmpty() ? known : called)
                        .stream()
                                .map(member ->
                                        new RouteMember(get(member.pool()), names(route, member), member.place()))
                                .toList());
    }

    /**
     * Returns what models are called at a pool by the routes to it, also for requests that come to the pool by its own name. Of
     * a route that leads to the pool several times, the name of the lowest order holds.
     */
    private Map<String, String> namesAt(Pool pool) {
        Map<String, String> names = new HashMap<>();
        for (RouteConfig route : configured) {
            route.members().stream()
                    .filter(member -> member.pool().equals(pool.name()))
                    .min(Comparator.comparingInt(member -> member.place().order()))
                    .ifPresent(member -> names.putAll(names(route, member)));
        }
        return names;
    }

    private static Map<String, String> names(RouteConfig route, RouteConfig.Member member) {
        String there = member.model();
        Map<String, String> names = new HashMap<>();
        route.models().forEach(model -> names.put(model, there == null ? model : there));
        return names;
    }
}
