package dev.penstock.activities.batch.planning;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.SliceSizing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One pool that serves every model whose name doesn't begin with "unknown". */
public record OnePool(PoolFacts facts) implements ModelPools {
    private static final WorstCase WORST = new WorstCase(Prices.known());

    public static OnePool without(@Nullable String defaultModel) {
        return new OnePool(new PoolFacts("main", 500L, null, 20, defaultModel));
    }

    @Override
    public Optional<PoolFacts> find(String model, Optional<String> pool) {
        boolean serves =
                !model.startsWith("unknown") && pool.orElse(facts.name()).equals(facts.name());
        return serves ? Optional.of(facts) : Optional.empty();
    }

    @Override
    public List<String> names() {
        return List.of(facts.name());
    }

    @Override
    public SliceSizing sizing(String pool, Optional<String> model, double tokensPerRequest) {
        return new SliceSizing(tokensPerRequest > 1_000 ? 2 : 20, 64);
    }

    @Override
    public WorstCase worstCase(String pool) {
        return WORST;
    }
}
