package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.ModelShare;
import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives every worker its share of the limits that the provider announced for one model, or of lower ones that 429s taught. */
final class ModelGovernor {
    /** The time after which a model without limits of an hour or a day is taken to have none. */
    private static final long UNLIMITED_MILLIS = Duration.ofMinutes(10).toMillis();

    private final String model;
    private final QuotaSources quotas;
    private final LearnedLimits learned;
    private final PoolWorkers workers;
    private @Nullable LongUse longUse;
    private final long knownSince;
    private long lastUsed;

    ModelGovernor(PoolMemory.Model memory, long now) {
        model = memory.name();
        quotas = new QuotaSources(new PoolMemory.NamedQuotas(PoolQuota.UNKNOWN, PoolQuota.UNKNOWN, memory.announced()));
        learned = new LearnedLimits(memory.learned(), now);
        workers = PoolWorkers.ofModel(memory.workers());
        longUse = memory.longUse() == null ? null : new LongUse(memory.longUse());
        knownSince = now;
        lastUsed = memory.lastUsed();
    }

    /**
     * @param longUse what was used of it in the last day, before it was forgotten; null = nothing is known
     */
    static ModelGovernor unknown(String model, @Nullable LongUse longUse, long now) {
        // Counted from the first call on, because limits are announced with the first response.
        LongUse used = longUse == null ? LongUse.from(now) : longUse;
        return new ModelGovernor(
                new PoolMemory.Model(
                        model, now, PoolQuota.UNKNOWN, LearnedLimits.nothingLearned(), List.of(), used.memory()),
                now);
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
        boolean isLong = quotas.further().areLong();
        if (longUse == null && isLong) {
            longUse = LongUse.from(now);
        } else if (!isLong && now - knownSince > UNLIMITED_MILLIS) {
            longUse = null;
        }
        if (longUse != null) {
            longUse.record(report, now);
        }
        if (bindsItself) {
            learned.record(report, quotas, workers, now);
        }
    }

    /** Returns a worker's share until its next report; workers that do not call the model get a little for their first calls. */
    ModelShare share(PoolReport report, @Nullable PoolReport ofModel, double factor, long now) {
        WorkerState worker =
                workers.find(report.worker()).orElseGet(() -> workers.record(PoolReport.quiet(report.worker()), now));
        PoolLimits limits = limits().times(factor);
        for (QuotaDimension dimension : QuotaDimension.PER_MINUTE) {
            workers.grant(worker, dimension, limits.of(dimension), now);
        }
        return new ModelShare(
                model,
                // A day that is used up is no matter of what is lent just now: such calls may go elsewhere.
                isUsedUp(now)
                        ? Long.valueOf(0)
                        : worker.limit(QuotaDimension.REQUESTS).orNull(),
                worker.limit(QuotaDimension.TOKENS).orNull(),
                quotas.largestRequest().orNull(),
                longUse == null
                        ? null
                        : longUse.lend(
                                ofModel == null ? PoolReport.quiet(report.worker()) : ofModel,
                                ofModel == null ? UseForecast.NOTHING : UseForecast.of(ofModel, worker),
                                CountedLimits.of(quotas.further()),
                                now),
                worker.inputOutput(quotas.further().inputTokensPerMinute()).orNull());
    }

    private boolean isUsedUp(long now) {
        return longUse != null
                && longUse.usedUp(CountedLimits.of(quotas.further()), model, now)
                        .isPresent();
    }

    String name() {
        return model;
    }

    void remove(String worker, long now) {
        workers.remove(worker);
        if (longUse != null) {
            longUse.remove(worker, now);
        }
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

    /** Returns what is used of an hour and a day; null = they are not limited. */
    @Nullable
    LongUse longUse() {
        return longUse;
    }

    boolean isLimited() {
        return !quotas.perMinute().areUnlimited() || quotas.further().areLong();
    }

    long lastUsed() {
        return lastUsed;
    }

    /** Returns whether a worker that has calls waiting has less than its intended part, until another one has returned some. */
    boolean isAnyWaitingForMore(long now) {
        PoolLimits limits = limits();
        return QuotaDimension.PER_MINUTE.stream()
                .anyMatch(dimension -> workers.isAnyWaitingForMore(dimension, limits.of(dimension), now));
    }

    PoolStatus.Model status() {
        return new PoolStatus.Model(model, limits().quota(null, null, quotas.further()));
    }

    /** Returns the model's limits of an hour or a day with what is used of each. */
    List<PoolStatus.Window> windows(long now) {
        return longUse == null ? List.of() : longUse.windows(CountedLimits.of(quotas.further()), model, now);
    }

    PoolMemory.Model memory() {
        return new PoolMemory.Model(
                model,
                lastUsed,
                quotas.memory().announced(),
                learned.memory(),
                workers.memory(),
                longUse == null ? null : longUse.memory());
    }

    private PoolLimits limits() {
        return learned.limits(quotas);
    }
}
