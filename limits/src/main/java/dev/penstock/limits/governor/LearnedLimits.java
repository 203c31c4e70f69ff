package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolReport;

/** What reports teach: rates by answers 429, and concurrency by latency. */
final class LearnedLimits {
    private final LastMinuteTraffic lastMinute;
    private final LearnedRate requests;
    private final LearnedRate tokens;
    private final LearnedConcurrency concurrency;

    LearnedLimits(PoolMemory.Learnt learnt, PoolMemory.Fleet fleet, long now) {
        lastMinute = new LastMinuteTraffic(fleet);
        requests = new LearnedRate(QuotaDimension.REQUESTS, lastMinute, learnt.requests(), now);
        tokens = new LearnedRate(QuotaDimension.TOKENS, lastMinute, learnt.tokens(), now);
        concurrency = new LearnedConcurrency(learnt.concurrency(), now);
    }

    static PoolMemory.Learnt nothing() {
        return new PoolMemory.Learnt(null, null, LearnedConcurrency.unknown());
    }

    void heard(PoolReport report, QuotaSources told, PoolWorkers crew, long now) {
        compare(told);
        lastMinute.add(report.traffic(), now);
        requests.heard(report.traffic(), told.requestsPerMinute(), now);
        tokens.heard(report.traffic(), told.tokensPerMinute(), now);
        if (told.maxConcurrency() == null) {
            concurrency.heard(report.traffic(), crew.sum(WorkerState::inFlight), crew.sum(WorkerState::waiting) > 0, now);
        }
    }

    /** Whoever names another limit than before is believed at first. */
    void compare(QuotaSources told) {
        requests.compare(told.requestsPerMinute());
        tokens.compare(told.tokensPerMinute());
    }

    /** Who names a limit is believed, but experience may show that less is there. */
    PoolLimits limits(QuotaSources told) {
        Integer slots = told.maxConcurrency();
        return new PoolLimits(
                PoolLimits.lower(told.requestsPerMinute(), requests.limit()),
                PoolLimits.lower(told.tokensPerMinute(), tokens.limit()),
                slots == null ? concurrency.limit() : slots);
    }

    boolean hasRate() {
        return requests.limit() != null || tokens.limit() != null;
    }

    LastMinuteTraffic lastMinute() {
        return lastMinute;
    }

    PoolMemory.Learnt memory() {
        return new PoolMemory.Learnt(requests.memory(), tokens.memory(), concurrency.memory());
    }
}
