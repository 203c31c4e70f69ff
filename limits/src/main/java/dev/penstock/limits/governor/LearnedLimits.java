package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.limits.PerMinuteLimits;
import java.util.List;

/** The limits learned from reports: rates, learned from 429s, and concurrency, learned from latency. */
final class LearnedLimits {
    private final LastMinuteTraffic lastMinute;
    private final LearnedRate requests;
    private final LearnedRate tokens;
    private final LearnedConcurrency concurrency;

    LearnedLimits(PoolMemory.LearnedLimits memory, long now) {
        lastMinute = new LastMinuteTraffic(memory.lastMinute());
        requests = new LearnedRate(QuotaDimension.REQUESTS, lastMinute, memory.requests(), now);
        tokens = new LearnedRate(QuotaDimension.TOKENS, lastMinute, memory.tokens(), now);
        concurrency = new LearnedConcurrency(memory.concurrency(), now);
    }

    static PoolMemory.LearnedLimits nothingLearned() {
        return new PoolMemory.LearnedLimits(
                null, null, LearnedConcurrency.unknown(), new PoolMemory.LastMinute(0, List.of()));
    }

    void record(PoolReport report, QuotaSources quotas, PoolWorkers workers, long now) {
        trustNewQuotas(quotas);
        lastMinute.add(report.traffic(), now);
        PerMinuteLimits named = quotas.perMinute();
        requests.record(report.traffic(), named.requests(), !named.requests().isUnlimited(), now);
        tokens.record(report.traffic(), named.tokensOfBothKinds(), named.limitTokens(), now);
        if (quotas.maxConcurrency().isEmpty()) {
            concurrency.record(
                    report.traffic(), workers.sum(WorkerState::inFlight), workers.sum(WorkerState::waiting) > 0, now);
        }
    }

    /** Forgets learned rates when another limit is named than before, because a new limit is trusted at first. */
    void trustNewQuotas(QuotaSources quotas) {
        requests.trustIfNew(quotas.perMinute().requests());
        tokens.trustIfNew(quotas.perMinute().tokensOfUnknownKind());
    }

    /** Forgets learned rates, because they were about other calls. */
    void forgetRates() {
        requests.forget();
        tokens.forget();
    }

    /** Returns the named limits, or lower ones where reports have shown that less is available. */
    PoolLimits limits(QuotaSources quotas) {
        return new PoolLimits(
                quotas.perMinute().orLess(PerMinuteLimits.of(requests.limit(), tokens.limit())),
                quotas.maxConcurrency().orElseGet(concurrency::limit));
    }

    /** Returns whether a rate has been learned that is in force now. */
    boolean hasRate() {
        return !requests.limit().isUnlimited() || !tokens.limit().isUnlimited();
    }

    PoolMemory.LearnedLimits memory() {
        return new PoolMemory.LearnedLimits(
                requests.memory(), tokens.memory(), concurrency.memory(), lastMinute.memory());
    }
}
