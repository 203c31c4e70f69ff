package dev.penstock.worker;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.store.input.InputRoots;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a worker process: store, pools, default model and tenants.
 *
 * @param store where batches' files lie, such as {@code file:///home/me/.penstock/store}
 * @param pools the pools that this worker knows and plans for
 * @param served the names of the pools that this worker calls
 * @param defaultModel for requests that name none
 * @param tenantWeights the tenants' relative shares, for batches that name none
 * @param tenantLimits the tenants' configured budget limits
 * @param inputRoots the folders from which batches may read what was not submitted through the store
 */
public record WorkerSettings(
        URI store,
        List<PoolConfig> pools,
        List<String> served,
        @Nullable String defaultModel,
        Map<String, Double> tenantWeights,
        Map<String, BudgetLimits> tenantLimits,
        InputRoots inputRoots) {
    public WorkerSettings {
        tenantLimits = Map.copyOf(tenantLimits);
        pools = List.copyOf(pools);
        served = List.copyOf(served);
        tenantWeights = Map.copyOf(tenantWeights);
    }

    /** Creates settings for a worker that calls all the pools it knows. */
    public WorkerSettings(URI store, List<PoolConfig> pools, @Nullable String defaultModel) {
        this(
                store,
                pools,
                pools.stream().map(PoolConfig::name).toList(),
                defaultModel,
                Map.of(),
                Map.of(),
                InputRoots.NONE);
    }

    public WorkerSettings serving(List<String> names) {
        return new WorkerSettings(store, pools, names, defaultModel, tenantWeights, tenantLimits, inputRoots);
    }

    public WorkerSettings weighing(Map<String, Double> newTenantWeights) {
        return new WorkerSettings(store, pools, served, defaultModel, newTenantWeights, tenantLimits, inputRoots);
    }

    public WorkerSettings limiting(Map<String, BudgetLimits> newTenantLimits) {
        return new WorkerSettings(store, pools, served, defaultModel, tenantWeights, newTenantLimits, inputRoots);
    }

    public WorkerSettings reading(InputRoots newInputRoots) {
        return new WorkerSettings(store, pools, served, defaultModel, tenantWeights, tenantLimits, newInputRoots);
    }
}
