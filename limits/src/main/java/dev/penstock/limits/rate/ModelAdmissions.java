package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.ModelReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The admissions of a pool's models, of which the least recently called are forgotten. */
final class ModelAdmissions {
    private final RandomGenerator random;
    private final Map<String, ModelAdmission> models = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ModelAdmission> eldest) {
            return size() > ModelReport.MOST;
        }
    };
    private Map<String, ModelLimits> limits = Map.of();
    private boolean strict = true;

    ModelAdmissions(RandomGenerator random) {
        this.random = random;
    }

    void setLimits(RateLimits newLimits, long now) {
        limits = newLimits.models();
        strict = newLimits.strict();
        limits.keySet().forEach(model -> of(model, now));
        models.forEach((name, model) -> model.setLimits(limits.get(name), strict, now));
    }

    ModelAdmission of(String model, long now) {
        ModelAdmission known = models.get(model);
        if (known == null) {
            known = new ModelAdmission(random, now);
            known.setLimits(limits.get(model), strict, now);
            models.put(model, known);
        }
        return known;
    }

    /** Returns whether any model has limits of its own. */
    boolean areLimited() {
        return !limits.isEmpty();
    }

    /** Returns the models by their names, the least recently called first. */
    Map<String, ModelAdmission> all() {
        return Collections.unmodifiableMap(models);
    }
}
