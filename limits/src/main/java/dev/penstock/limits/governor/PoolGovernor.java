package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.ModelShare;
import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolStatus.Source;
import dev.penstock.limits.QuotaLimit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives every worker its share of a pool's quota, and learns from the workers' reports what the quota is.
 *
 * <p>Times are passed in, in milliseconds since 1970, and pass only with calls: replayed, it decides the same.
 */
public final class PoolGovernor {
    private static final QueueRate PROBES = new QueueRate(1.0);

    private final String name;
    private final QuotaSources quotas;
    private final LearnedLimits learned;
    private final PoolCondition condition;
    private final CircuitBreaker breaker;
    private final PoolWorkers workers;
    private final QueueRateEstimator queueRates;
    private final RecentSamples samples;
    private final ThrottleNotice throttle;
    private final ModelGovernors models;

    /**
     * @param memory what an earlier run of the pool's workflow knew; null for a new pool
     */
    public PoolGovernor(String name, @Nullable PoolMemory memory, long now) {
        PoolMemory known = memory == null ? EmptyPoolMemory.at(now) : memory;
        this.name = name;
        quotas = new QuotaSources(known.quotas());
        learned = new LearnedLimits(known.learned(), now);
        condition = new PoolCondition(known, now);
        breaker = condition.breaker;
        workers = PoolWorkers.ofPool(known.workers());
        queueRates = new QueueRateEstimator(known.taskSizes());
        samples = new RecentSamples(known.samples());
        throttle = new ThrottleNotice(known.throttle());
        models = new ModelGovernors(known, now);
    }

    /** Learns from a worker's report, and returns the worker's share until its next report. */
    public PoolShare report(PoolReport report, long now) {
        advance(now);
        WorkerState worker = workers.record(report, now);
        if (models.record(report, now)) {
            quotas.forgetAnnounced();
            learned.forgetRates();
        }
        quotas.record(report.withAnnounced(models.announcedForAll(report)), workers.declared());
        String blocked = report.blocked();
        if (blocked != null) {
            condition.hold.block(blocked, now);
        }
        breaker.record(report, workers.sum(WorkerState::waiting) > 0, now);
        learned.record(report, quotas, workers, now);
        throttle.record(report, now);
        queueRates.record(report);
        condition.longUse.record(report, now);
        PoolLimits limits = limits(now);
        samples.add(report.traffic(), limits, state(now), now);
        if (report.leaving()) {
            remove(report.worker(), now);
            return share(report, worker, limits, QuotaLimit.atMost(0), List.of(), now);
        }
        for (QuotaDimension dimension : QuotaDimension.values()) {
            workers.grant(worker, dimension, limits.of(dimension), now);
        }
        QuotaLimit calls = condition.hold.isInForce() ? QuotaLimit.atMost(0) : breaker.calls(worker.name);
        return share(report, worker, limits, calls, models.shares(report, breaker.factor(now), now), now);
    }

    /** Sets an operator's quota, which precedes all others; values missing from it stay as they were set before. */
    public void setQuota(PoolQuota quota, long now) {
        advance(now);
        quotas.set(quota);
        learned.trustNewQuotas(quotas);
    }

    public void pause(String reason, long now) {
        advance(now);
        condition.hold.pause(reason, now);
    }

    /** Ends a pause or a block, and has a provider that was down probed at once. */
    public void resume(long now) {
        advance(now);
        condition.resume(now);
    }

    public PoolStatus status(long now) {
        advance(now);
        PoolLimits limits = limits(now);
        List<PoolStatus.Worker> all =
                workers.all().stream().map(WorkerState::status).toList();
        return new PoolStatus(
                name,
                state(now),
                condition.reason(longLimits(), now),
                condition.since(longLimits(), now),
                limits.quota(limits.concurrency(), quotas.strict(), quotas.further()),
                source(),
                all,
                samples.memory(),
                waiting(now),
                models.status(),
                windows(now));
    }

    private List<PoolStatus.Window> windows(long now) {
        return Stream.concat(condition.longUse.windows(longLimits(), null, now).stream(), models.windows(now).stream())
                .toList();
    }

    private PoolStatus.@Nullable Wait waiting(long now) {
        PoolStatus.Wait wait = condition.waiting(longLimits(), now);
        return wait == null ? throttle.find(now) : wait;
    }

    /** Returns the rate at which the task queue may dispatch: a little more than the rate limiters admit. */
    public QueueRate queueRate(long now) {
        advance(now);
        return switch (state(now)) {
            case PAUSED, BLOCKED, OUTAGE, USED_UP -> QueueRate.STOPPED;
            case PROBING -> PROBES;
            case OPEN, RAMPING -> queueRates.rate(limits(now), workers.sum(WorkerState::waiting) == 0);
        };
    }

    /** Returns all state that the next run of the pool's workflow needs to decide identically. */
    public PoolMemory memory() {
        return new PoolMemory(
                quotas.memory(),
                learned.memory(),
                condition.hold.memory(),
                breaker.memory(),
                workers.memory(),
                queueRates.memory(),
                samples.memory(),
                throttle.memory(),
                models.memory(),
                condition.longUse.memory(),
                models.idle.memory());
    }

    private PoolLimits limits(long now) {
        return learned.limits(quotas).times(breaker.factor(now));
    }

    private void advance(long now) {
        breaker.advance(now);
        workers.removeSilent(now);
        if (breaker.prober() != null && !workers.has(breaker.prober())) {
            breaker.lostProber();
        }
    }

    private void remove(String worker, long now) {
        workers.remove(worker);
        models.remove(worker, now);
        condition.longUse.remove(worker, now);
        if (breaker.isProber(worker)) {
            breaker.lostProber();
        }
    }

    private PoolShare share(
            PoolReport report,
            WorkerState worker,
            PoolLimits limits,
            QuotaLimit calls,
            List<ModelShare> ofModels,
            long now) {
        boolean isNothing = QuotaDimension.PER_MINUTE.stream()
                .anyMatch(dimension -> worker.limit(dimension).isLessThan(1));
        int slots = isNothing ? 0 : (int) Math.min(Integer.MAX_VALUE, worker.held(QuotaDimension.CONCURRENCY));
        return new PoolShare(
                state(now),
                condition.reason(longLimits(), now),
                worker.limit(QuotaDimension.REQUESTS).times(1).orNull(),
                worker.limit(QuotaDimension.TOKENS).times(1).orNull(),
                concurrency(slots, calls, worker),
                quotas.strict() || learned.hasRate(),
                calls instanceof QuotaLimit.AtMost(long most) ? (Integer) (int) most : null,
                quotas.largestRequest().orNull(),
                workers.size(),
                reportInMillis(limits, now),
                ofModels,
                condition.longUse.lend(report, UseForecast.of(report, worker), longLimits(), now),
                worker.inputOutput(quotas.further().inputTokensPerMinute())
                        .atLeastOne()
                        .orNull());
    }

    /** Returns a worker's calls at once; those of a probe are added to the calls under way, which may hang and must not stop it. */
    private static int concurrency(int slots, QuotaLimit calls, WorkerState worker) {
        return switch (calls) {
            case QuotaLimit.Unlimited() -> slots;
            case QuotaLimit.AtMost(long most) -> most == 0 ? 0 : worker.inFlight() + (int) most;
        };
    }

    private long reportInMillis(PoolLimits limits, long now) {
        return state(now) == PoolState.USED_UP
                ? ReportInterval.USED_UP_MILLIS
                : ReportInterval.millis(workers.size(), isAnyWaitingForMore(limits, now));
    }

    private boolean isAnyWaitingForMore(PoolLimits limits, long now) {
        return Stream.of(QuotaDimension.values())
                        .anyMatch(dimension -> workers.isAnyWaitingForMore(dimension, limits.of(dimension), now))
                || models.isAnyWaitingForMore(now);
    }

    private PoolState state(long now) {
        return condition.state(longLimits(), now);
    }

    private CountedLimits longLimits() {
        return new CountedLimits(quotas.further(), quotas.furtherNamed(), models.useOfOnlyOne());
    }

    private Source source() {
        return learned.hasRate() ? Source.LEARNT : quotas.source();
    }
}
