package dev.penstock.limits.traffic;

import dev.penstock.contracts.pool.PoolQuota;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The quotas that a provider's headers announced lately, model by model. */
final class AnnouncedQuotas {
    /** The time without responses after which a model's quota is forgotten, as the pool's governor forgets the model. */
    private static final long FORGOTTEN_NANOS = Duration.ofMinutes(10).toNanos();

    private static final int MOST = 1_000;

    private final Map<String, Announcement> byModel = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Announcement> eldest) {
            return size() > MOST;
        }
    };

    private record Announcement(PoolQuota quota, long at) {}

    /**
     * Notes the quota of a model.
     *
     * @return whether the quota of this model has changed
     */
    boolean add(String model, PoolQuota quota, long now) {
        Announcement before = byModel.put(model, new Announcement(quota, now));
        // Nearly every response announces what the previous response announced.
        return before == null || !before.quota.equals(quota);
    }

    /** Returns the quota of a model; null = none was announced lately. */
    @Nullable
    PoolQuota find(String model, long now) {
        forgetOld(now);
        Announcement known = byModel.get(model);
        return known == null ? null : known.quota;
    }

    /** Returns the least quota over all models. */
    PoolQuota least(long now) {
        forgetOld(now);
        return byModel.values().stream()
                .map(Announcement::quota)
                .reduce(PoolQuota::least)
                .orElse(PoolQuota.UNKNOWN);
    }

    private void forgetOld(long now) {
        byModel.values().removeIf(known -> now - known.at > FORGOTTEN_NANOS);
    }
}
