package dev.penstock.activities.completion;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.call.CallLedger;
import dev.penstock.activities.call.CallRequest;
import dev.penstock.activities.call.CallResults;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.activities.usage.CompletionLedger;
import dev.penstock.contracts.NanoUsd;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Prices single completions and records what they used. */
public final class CompletionCosts {
    /** How often journals of processes that died are looked for, of which each delays reading usage by a little. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    private final Prices prices;
    private final CompletionLedger ledger;
    private final Clock clock;
    private final ConcurrentMap<String, OfPool> pools = new ConcurrentHashMap<>();

    private record OfPool(WorstCase worstCase, CallResults results) {}

    public CompletionCosts(Prices prices, CompletionLedger ledger, PeriodicTasks pulse, Clock clock) {
        this.prices = prices;
        this.ledger = ledger;
        this.clock = clock;
        // The registrations end with the periodic tasks.
        WorkerDrain.Registration unused = pulse.every(ledger::flush);
        WorkerDrain.Registration unusedToo = pulse.every(BETWEEN_LOOKS, ledger::addUpAbandoned);
    }

    /** Returns the most that a call may cost; empty if that is unknown. */
    Optional<NanoUsd> atMost(Pool pool, CallRequest request) {
        return of(pool).worstCase.of(request.url(), request.body());
    }

    /** Returns the factory for results of calls to a pool, with the pool's prices. */
    CallResults results(Pool pool) {
        return of(pool).results;
    }

    /** Returns the ledger that records an attempt's call to a pool. */
    CallLedger ledger(Pool pool, @Nullable String tenant, int attempt) {
        WorstCase worstCase = of(pool).worstCase;
        return request -> RecordedCall.begin(ledger, clock, worstCase, pool.name(), tenant, attempt, request);
    }

    private OfPool of(Pool pool) {
        return pools.computeIfAbsent(pool.name(), any -> {
            Prices ofPool = prices.with(pool.config().prices());
            return new OfPool(new WorstCase(ofPool), new CallResults(pool, ofPool, Duration.ZERO, 0));
        });
    }
}
