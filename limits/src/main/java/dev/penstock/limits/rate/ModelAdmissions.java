package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.ModelReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The admissions of a pool's models. The least recently called are forgotten, but none that has limits of its own, a pause, or
 * calls under way.
 */
final class ModelAdmissions {
    /** The most models that are remembered; the pool's limits hold for calls of others all the same. */
    private static final int MOST = 1_000;

    private final RandomGenerator random;
    /** The least recently called first. */
    private final Map<String, ModelAdmission> models = new LinkedHashMap<>(16, 0.75f, true);
    /** Stands for all models that are too many to be remembered. */
    private final ModelAdmission others;

    private Map<String, ModelLimits> limits = Map.of();
    private boolean strict = true;

    ModelAdmissions(RandomGenerator random, long now) {
        this.random = random;
        others = new ModelAdmission(random, now);
    }

    void setLimits(RateLimits newLimits, long now) {
        limits = newLimits.models();
        strict = newLimits.strict();
        limits.keySet().forEach(model -> of(model, now));
        models.forEach((name, model) -> model.setLimits(limits.get(name), strict, now));
    }

    /** Returns a model that was called lately or has limits of its own; null if it is not known. */
    @Nullable
    ModelAdmission find(String model) {
        return models.get(model);
    }

    ModelAdmission of(String model, long now) {
        ModelAdmission known = models.get(model);
        if (known != null) {
            return known;
        }
        if (models.size() >= ModelReport.MOST) {
            forgetOldest(now);
        }
        if (models.size() >= MOST) {
            return others;
        }
        ModelAdmission added = new ModelAdmission(random, now);
        added.setLimits(limits.get(model), strict, now);
        models.put(model, added);
        return added;
    }

    private void forgetOldest(long now) {
        for (Map.Entry<String, ModelAdmission> entry : models.entrySet()) {
            if (!limits.containsKey(entry.getKey()) && !entry.getValue().isInUse(now)) {
                models.remove(entry.getKey());
                return;
            }
        }
    }

    /** Returns whether any model has limits of its own. */
    boolean areLimited() {
        return !limits.isEmpty();
    }

    /** Returns whether the tokens of an hour or a day of any model are limited. */
    boolean limitTotalTokens() {
        return limits.values().stream()
                .map(ModelLimits::totalLimit)
                .anyMatch(limit -> limit != null && limit.tokens() != null);
    }

    /**
     * Returns a snapshot of each model that was called lately, has limits of its own, or has waiting calls.
     *
     * @param waiting the number of waiting calls by model
     * @param largest the tokens of the largest waiting call by model
     */
    List<ModelStatus> statuses(Map<String, Integer> waiting, Map<String, Long> largest, long now) {
        waiting.keySet().forEach(model -> of(model, now));
        return models.entrySet().stream()
                .map(entry -> {
                    String name = entry.getKey();
                    return entry.getValue()
                            .status(name, waiting.getOrDefault(name, 0), largest.getOrDefault(name, 0L), now);
                })
                .toList();
    }

    /** Returns the models by their names, the least recently called first. */
    Map<String, ModelAdmission> all() {
        return Collections.unmodifiableMap(models);
    }
}
