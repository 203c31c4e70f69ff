package dev.penstock.limits.traffic;

import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.contracts.pool.PoolQuota;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The quotas that a provider's headers announce, model by model. */
final class AnnouncedQuotas {
    private final Map<String, PoolQuota> byModel = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PoolQuota> eldest) {
            return size() > ModelReport.MOST;
        }
    };

    /**
     * Notes the quota of a model.
     *
     * @return whether the quota of this model has changed
     */
    boolean add(String model, PoolQuota quota) {
        // Nearly every response announces what the previous response announced.
        if (quota.equals(byModel.get(model))) {
            return false;
        }
        byModel.put(model, quota);
        return true;
    }

    /** Returns the quota of a model; null = none was announced. */
    @Nullable
    PoolQuota find(String model) {
        return byModel.get(model);
    }

    /** Returns the least quota over all models. */
    PoolQuota least() {
        return byModel.isEmpty()
                ? PoolQuota.UNKNOWN
                : new PoolQuota(least(PoolQuota::requestsPerMinute), least(PoolQuota::tokensPerMinute), null, null);
    }

    private @Nullable Long least(Function<PoolQuota, @Nullable Long> limit) {
        return byModel.values().stream()
                .map(limit)
                .flatMap(Stream::ofNullable)
                .min(Long::compare)
                .orElse(null);
    }
}
