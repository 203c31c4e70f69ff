package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolReport;

/** What reports teach: rates by answers 429, and concurrency by latency. */
final class Experience {
    private final LastMinute lastMinute;
    private final Learning requests;
    private final Learning tokens;
    private final ConcurrencyLimit concurrency;

    Experience(PoolMemory.Learnt learnt, PoolMemory.Fleet fleet, long now) {
        lastMinute = new LastMinute(fleet);
        requests = new Learning(Dimension.REQUESTS, lastMinute, learnt.requests(), now);
        tokens = new Learning(Dimension.TOKENS, lastMinute, learnt.tokens(), now);
        concurrency = new ConcurrencyLimit(learnt.concurrency(), now);
    }

    static PoolMemory.Learnt nothing() {
        return new PoolMemory.Learnt(null, null, ConcurrencyLimit.unknown());
    }

    void heard(PoolReport report, Told told, Crew crew, long now) {
        compare(told);
        lastMinute.add(report.traffic(), now);
        requests.heard(report.traffic(), told.requestsPerMinute(), now);
        tokens.heard(report.traffic(), told.tokensPerMinute(), now);
        if (told.maxConcurrency() == null) {
            concurrency.heard(report.traffic(), crew.sum(Member::inFlight), crew.sum(Member::waiting) > 0, now);
        }
    }

    /** Whoever names another limit than before is believed at first. */
    void compare(Told told) {
        requests.compare(told.requestsPerMinute());
        tokens.compare(told.tokensPerMinute());
    }

    /** Who names a limit is believed, but experience may show that less is there. */
    Limits limits(Told told) {
        Integer slots = told.maxConcurrency();
        return new Limits(
                Limits.lower(told.requestsPerMinute(), requests.limit()),
                Limits.lower(told.tokensPerMinute(), tokens.limit()),
                slots == null ? concurrency.limit() : slots);
    }

    boolean hasRate() {
        return requests.limit() != null || tokens.limit() != null;
    }

    LastMinute lastMinute() {
        return lastMinute;
    }

    PoolMemory.Learnt memory() {
        return new PoolMemory.Learnt(requests.memory(), tokens.memory(), concurrency.memory());
    }
}
