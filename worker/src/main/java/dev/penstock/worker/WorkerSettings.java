package dev.penstock.worker;

import dev.penstock.activities.llm.PoolConfig;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker process is to serve.
 *
 * @param store where batches' files lie, such as {@code file:///home/me/.penstock/store}
 * @param pools the provider accounts it may call
 * @param defaultModel for requests that name none
 */
public record WorkerSettings(
        URI store, List<PoolConfig> pools, @Nullable String defaultModel) {
    public WorkerSettings {
        pools = List.copyOf(pools);
    }
}
