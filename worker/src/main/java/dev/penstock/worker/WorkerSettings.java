package dev.penstock.worker;

import dev.penstock.activities.llm.PoolConfig;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker process is to serve.
 *
 * @param store where batches' files lie, such as {@code file:///home/me/.penstock/store}
 * @param pools the provider accounts it knows, and plans for
 * @param served the names of those it calls
 * @param defaultModel for requests that name none
 */
public record WorkerSettings(
        URI store,
        List<PoolConfig> pools,
        List<String> served,
        @Nullable String defaultModel) {
    public WorkerSettings {
        pools = List.copyOf(pools);
        served = List.copyOf(served);
    }

    /** For a worker that calls all the pools it knows. */
    public WorkerSettings(URI store, List<PoolConfig> pools, @Nullable String defaultModel) {
        this(store, pools, pools.stream().map(PoolConfig::name).toList(), defaultModel);
    }

    public WorkerSettings serving(List<String> names) {
        return new WorkerSettings(store, pools, names, defaultModel);
    }
}
