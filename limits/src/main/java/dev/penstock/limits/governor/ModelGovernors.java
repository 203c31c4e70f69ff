package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.contracts.pool.ModelShare;
import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolTraffic;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The models of a pool that were called lately. While there are several, limits that the provider announced for one of them
 * bind that one only; the only model of a pool has no limits but the pool's. The model that was called last is remembered
 * until another one is called.
 */
final class ModelGovernors {
    private static final long FORGOTTEN_MILLIS = Duration.ofMinutes(10).toMillis();

    /** The time without calls after which another model may take the place of one with limits. */
    private static final long REPLACED_MILLIS = Duration.ofMinutes(1).toMillis();

    private final SortedMap<String, ModelGovernor> models = new TreeMap<>();
    final IdleModels idle;

    ModelGovernors(PoolMemory memory, long now) {
        idle = new IdleModels(memory.idleModels());
        memory.models().forEach(model -> models.put(model.name(), new ModelGovernor(model, now)));
    }

    /**
     * Learns from a worker's report.
     *
     * @return whether announced limits bind other calls from now on than before: those of one model, or again those of all
     */
    boolean record(PoolReport report, long now) {
        boolean wereSeveral = areSeveral();
        Set<String> before = Set.copyOf(models.keySet());
        report.models().forEach(part -> use(part.model(), now));
        forgetUnused(now);
        // Models without limits too, which hand out no shares: the governor's memory must not grow with every process.
        models.values().forEach(model -> model.removeSilent(now));
        boolean areSeveral = areSeveral();
        for (ModelReport part : report.models()) {
            ModelGovernor model = models.get(part.model());
            if (model != null) {
                model.record(report.of(part), areSeveral, now);
            }
        }
        boolean isAnother = !areSeveral && !before.isEmpty() && !before.containsAll(models.keySet());
        return wereSeveral != areSeveral || isAnother;
    }

    /**
     * Returns the limits that the provider announced for all calls of the pool, which are those of its only model.
     *
     * @return null = none are known
     */
    @Nullable
    PoolQuota announcedForAll(PoolReport report) {
        if (areSeveral()) {
            return null;
        }
        PoolTraffic traffic = report.traffic();
        boolean isOfEarlierVersion = report.models().isEmpty() && traffic.answered() + traffic.throttled() > 0;
        // Workers of earlier versions tell no models apart. Others report the least limits of all models that they
        // called
        // lately, of which only one may be left.
        return models.isEmpty() || isOfEarlierVersion
                ? report.announced()
                : models.values().iterator().next().announced();
    }

    /** Returns what is used of the pool's only model, whose announced limits are the pool's; null = none is known. */
    @Nullable
    LongUse useOfOnlyOne() {
        return models.size() == 1 ? models.values().iterator().next().longUse() : null;
    }

    /** Returns whether limits of a model bind that model only. */
    boolean areSeveral() {
        return models.size() > 1;
    }

    /**
     * Returns a worker's shares of the models' own limits.
     *
     * @param factor the part of the limits that may be used just now
     */
    List<ModelShare> shares(PoolReport report, double factor, long now) {
        if (!areSeveral()) {
            return List.of();
        }
        return models.values().stream()
                .filter(ModelGovernor::isLimited)
                .map(model -> model.share(report, part(report, model.name()), factor, now))
                .toList();
    }

    private static @Nullable PoolReport part(PoolReport report, String model) {
        return report.models().stream()
                .filter(part -> part.model().equals(model))
                .findFirst()
                .map(report::of)
                .orElse(null);
    }

    /** Returns the limits of an hour or a day that bind one model, with what is used of each. */
    List<PoolStatus.Window> windows(long now) {
        return areSeveral()
                ? models.values().stream()
                        .map(model -> model.windows(now))
                        .flatMap(List::stream)
                        .toList()
                : List.of();
    }

    void remove(String worker, long now) {
        models.values().forEach(model -> model.remove(worker, now));
        idle.remove(worker, now);
    }

    boolean isAnyWaitingForMore(long now) {
        return areSeveral() && models.values().stream().anyMatch(model -> model.isAnyWaitingForMore(now));
    }

    List<PoolStatus.Model> status() {
        return areSeveral()
                ? models.values().stream()
                        .filter(ModelGovernor::isLimited)
                        .map(ModelGovernor::status)
                        .toList()
                : List.of();
    }

    List<PoolMemory.Model> memory() {
        return models.values().stream().map(ModelGovernor::memory).toList();
    }

    private void forgetUnused(long now) {
        long latest = models.values().stream()
                .mapToLong(ModelGovernor::lastUsed)
                .max()
                .orElse(now);
        List.copyOf(models.values()).stream()
                .filter(model -> model.lastUsed() < latest && now - model.lastUsed() > FORGOTTEN_MILLIS)
                .forEach(this::forget);
        idle.forgetOld(now);
    }

    private void forget(ModelGovernor model) {
        models.remove(model.name());
        idle.keep(model);
    }

    private void use(String name, long now) {
        ModelGovernor known = models.get(name);
        if (known != null) {
            known.use(now);
            return;
        }
        if (models.size() >= ModelReport.MOST) {
            // A model whose limits are divided now would lose them; calls of one that is not known keep to the pool's.
            models.values().stream()
                    .filter(model -> !model.isLimited() || now - model.lastUsed() > REPLACED_MILLIS)
                    .min(Comparator.comparingLong(ModelGovernor::lastUsed))
                    .ifPresent(this::forget);
        }
        if (models.size() < ModelReport.MOST) {
            models.put(name, ModelGovernor.unknown(name, idle.take(name), now));
        }
    }
}
