package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.ModelShare;
import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives every worker its share of the limits that the provider announced for one model, or of lower ones that 429s taught. */
final class ModelGovernor {
    private final String model;
    private final QuotaSources quotas;
    private final LearnedLimits learned;
    private final PoolWorkers workers;
    private long lastUsed;

    ModelGovernor(PoolMemory.Model memory, long now) {
        model = memory.name();
        quotas = new QuotaSources(new PoolMemory.NamedQuotas(PoolQuota.UNKNOWN, PoolQuota.UNKNOWN, memory.announced()));
        learned = new LearnedLimits(memory.learned(), now);
        workers = PoolWorkers.ofModel(memory.workers());
        lastUsed = memory.lastUsed();
    }

    static ModelGovernor unknown(String model, long now) {
        return new ModelGovernor(
                new PoolMemory.Model(model, now, PoolQuota.UNKNOWN, LearnedLimits.nothingLearned(), List.of()), now);
    }

    /** Notes that a worker calls the model, or is about to. */
    void use(long now) {
        lastUsed = now;
    }

    /**
     * Learns from a worker's report on this model.
     *
     * @param bindsItself whether the limits bind this model only, so that its 429s are about them
     */
    void record(PoolReport report, boolean bindsItself, long now) {
        WorkerState unused = workers.record(report, now);
        quotas.record(report, PoolQuota.UNKNOWN);
        if (bindsItself) {
            learned.record(report, quotas, workers, now);
        }
    }

    /** Returns a worker's share until its next report; workers that do not call the model get a little for their first calls. */
    ModelShare share(PoolReport report, double factor, long now) {
        WorkerState worker =
                workers.find(report.worker()).orElseGet(() -> workers.record(PoolReport.quiet(report.worker()), now));
        PoolLimits limits = limits().times(factor);
        workers.grant(worker, QuotaDimension.REQUESTS, limits.requestsPerMinute(), now);
        workers.grant(worker, QuotaDimension.TOKENS, limits.tokensPerMinute(), now);
        return new ModelShare(
                model,
                worker.limit(QuotaDimension.REQUESTS).orNull(),
                worker.limit(QuotaDimension.TOKENS).orNull(),
                quotas.tokensPerMinute().orNull());
    }

    void remove(String worker) {
        workers.remove(worker);
    }

    void removeSilent(long now) {
        workers.removeSilent(now);
    }

    /** Returns the limits that the provider announced for the model; null = none. */
    @Nullable
    PoolQuota announced() {
        PoolQuota announced = quotas.memory().announced();
        return announced.equals(PoolQuota.UNKNOWN) ? null : announced;
    }

    boolean isLimited() {
        return !quotas.requestsPerMinute().isUnlimited()
                || !quotas.tokensPerMinute().isUnlimited();
    }

    long lastUsed() {
        return lastUsed;
    }

    /** Returns whether a worker that has calls waiting has less than its intended part, until another one has returned some. */
    boolean isAnyWaitingForMore(long now) {
        PoolLimits limits = limits();
        return workers.isAnyWaitingForMore(QuotaDimension.REQUESTS, limits.requestsPerMinute(), now)
                || workers.isAnyWaitingForMore(QuotaDimension.TOKENS, limits.tokensPerMinute(), now);
    }

    PoolStatus.Model status() {
        PoolLimits limits = limits();
        return new PoolStatus.Model(
                model,
                new PoolQuota(
                        limits.requestsPerMinute().orNull(),
                        limits.tokensPerMinute().orNull(),
                        null,
                        null));
    }

    PoolMemory.Model memory() {
        return new PoolMemory.Model(model, lastUsed, quotas.memory().announced(), learned.memory(), workers.memory());
    }

    private PoolLimits limits() {
        return learned.limits(quotas);
    }
}
