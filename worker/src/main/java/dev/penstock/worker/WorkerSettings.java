package dev.penstock.worker;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.store.input.InputRoots;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a worker process: store, pools, default model and tenants.
 *
 * @param store where batches' files lie, such as {@code file:///home/me/.penstock/store}
 * @param pools the pools that this worker knows and plans for
 * @param routes the routes to these pools
 * @param served the names of the pools that this worker calls
 * @param defaultModel for requests that name none
 * @param tenants the tenants' weights and budgets
 * @param inputRoots the folders from which batches may read what was not submitted through the store
 * @param build what Temporal distinguishes this worker by from those of other builds; null = it distinguishes none
 */
public record WorkerSettings(
        URI store,
        List<PoolConfig> pools,
        List<RouteConfig> routes,
        List<String> served,
        @Nullable String defaultModel,
        Tenants tenants,
        InputRoots inputRoots,
        @Nullable WorkerBuild build) {
    public WorkerSettings {
        pools = List.copyOf(pools);
        routes = List.copyOf(routes);
        served = List.copyOf(served);
    }

    /**
     * The settings of tenants, by name.
     *
     * @param weights the relative shares, for batches that name none
     * @param limits the configured budget limits
     */
    public record Tenants(Map<String, Double> weights, Map<String, BudgetLimits> limits) {
        public Tenants {
            weights = Map.copyOf(weights);
            limits = Map.copyOf(limits);
        }
    }

    /** Creates settings for a worker that calls all the pools it knows. */
    public WorkerSettings(URI store, List<PoolConfig> pools, @Nullable String defaultModel) {
        this(
                store,
                pools,
                List.of(),
                pools.stream().map(PoolConfig::name).toList(),
                defaultModel,
                new Tenants(Map.of(), Map.of()),
                InputRoots.NONE,
                null);
    }

    public WorkerSettings serving(List<String> names) {
        return new WorkerSettings(store, pools, routes, names, defaultModel, tenants, inputRoots, build);
    }

    public WorkerSettings routing(List<RouteConfig> newRoutes) {
        return new WorkerSettings(store, pools, newRoutes, served, defaultModel, tenants, inputRoots, build);
    }

    /** Returns the routes of which this worker calls a pool. */
    public List<RouteConfig> servedRoutes() {
        return routes.stream()
                .filter(route -> route.pools().stream().anyMatch(served::contains))
                .toList();
    }

    /** Returns the names under which this worker takes calls: those of pools and of routes. */
    public List<String> servedNames() {
        return Stream.concat(served.stream(), servedRoutes().stream().map(RouteConfig::name))
                .toList();
    }

    public WorkerSettings with(Tenants newTenants) {
        return new WorkerSettings(store, pools, routes, served, defaultModel, newTenants, inputRoots, build);
    }

    public WorkerSettings reading(InputRoots newInputRoots) {
        return new WorkerSettings(store, pools, routes, served, defaultModel, tenants, newInputRoots, build);
    }

    public WorkerSettings ofBuild(@Nullable WorkerBuild newBuild) {
        return new WorkerSettings(store, pools, routes, served, defaultModel, tenants, inputRoots, newBuild);
    }
}
