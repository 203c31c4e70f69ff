package dev.penstock.worker;

import dev.penstock.activities.gate.GateLimits;
import dev.penstock.activities.llm.Pool;
import dev.penstock.activities.llm.PoolRegistry;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.plan.Pools;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This worker's pools, as planning sees them. */
final class PlanningPools implements Pools {
    private final PoolRegistry pools;
    private final @Nullable String defaultModel;

    PlanningPools(PoolRegistry pools, @Nullable String defaultModel) {
        this.pools = pools;
        this.defaultModel = defaultModel;
    }

    @Override
    public Optional<PoolFacts> find(String model, Optional<String> pool) {
        String asked = model.isEmpty() && defaultModel != null ? defaultModel : model;
        return pool.flatMap(pools::find)
                .or(() -> pool.isPresent() ? Optional.empty() : pools.findForModel(asked))
                .map(this::facts);
    }

    @Override
    public List<String> names() {
        return pools.all().stream().map(Pool::name).toList();
    }

    private PoolFacts facts(Pool pool) {
        GateLimits limits = pool.config().limits();
        return new PoolFacts(
                pool.name(), limits.requestsPerMinute(), limits.tokensPerMinute(), limits.concurrency(), defaultModel);
    }
}
