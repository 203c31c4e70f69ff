package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.contracts.pool.PoolMemory;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The use of the last day by models that are not called any more, which counts if they are called again. */
final class IdleModels {
    private final NavigableMap<String, LongUse> models = new TreeMap<>();

    IdleModels(List<PoolMemory.IdleModel> memory) {
        memory.forEach(model -> models.put(model.name(), new LongUse(model.longUse())));
    }

    /** Keeps what was used of a model; of too many models, those that were used most lately. */
    void keep(ModelGovernor model) {
        LongUse used = model.longUse();
        if (used == null) {
            return;
        }
        models.put(model.name(), used);
        if (models.size() > ModelReport.MOST) {
            models.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().lastUse()))
                    .map(Map.Entry::getKey)
                    .ifPresent(models::remove);
        }
    }

    /** Returns what was used of a model that is called again, and forgets it; null = nothing is known. */
    @Nullable
    LongUse take(String model) {
        return models.remove(model);
    }

    void forgetOld(long now) {
        models.values().removeIf(used -> used.isForgotten(now));
    }

    void remove(String worker, long now) {
        models.values().forEach(used -> used.remove(worker, now));
    }

    List<PoolMemory.IdleModel> memory() {
        return models.entrySet().stream()
                .map(entry -> new PoolMemory.IdleModel(
                        entry.getKey(), entry.getValue().memory()))
                .toList();
    }
}
