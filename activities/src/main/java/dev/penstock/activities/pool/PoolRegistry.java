package dev.penstock.activities.pool;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pools that this process can call. */
public final class PoolRegistry implements AutoCloseable {
    private final Map<String, Pool> pools = new LinkedHashMap<>();

    public PoolRegistry(List<Pool> all) {
        for (Pool pool : all) {
            if (pools.put(pool.name(), pool) != null) {
                throw new IllegalArgumentException("there are two pools named '%s'".formatted(pool.name()));
            }
        }
    }

    public Pool get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no pool '%s'; configured pools: %s"
                        .formatted(name, String.join(", ", pools.keySet()))));
    }

    public Optional<Pool> find(String name) {
        return Optional.ofNullable(pools.get(name));
    }

    /** Returns the pool that names a model most exactly; of equally exact pools, the first configured. */
    public Optional<Pool> findForModel(String model) {
        List<PoolConfig> configs = pools.values().stream().map(Pool::config).toList();
        return PoolConfig.serving(model, configs).map(config -> get(config.name()));
    }

    public Collection<Pool> all() {
        return List.copyOf(pools.values());
    }

    @Override
    public void close() {
        pools.values().forEach(Pool::close);
    }
}
