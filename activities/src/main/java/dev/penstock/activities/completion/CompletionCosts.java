package dev.penstock.activities.completion;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.call.CallLedger;
import dev.penstock.activities.call.CallRequest;
import dev.penstock.activities.call.CallResults;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.pool.RoutePrices;
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
    private final ConcurrentMap<String, WorstCase> routes = new ConcurrentHashMap<>();
    private final ConcurrentMap<OnRoute, OfPool> pools = new ConcurrentHashMap<>();

    /** A pool that is called as one of a route. */
    private record OnRoute(String route, String pool) {}

    private record OfPool(Prices prices, CallResults results) {}

    public CompletionCosts(Prices prices, CompletionLedger ledger, PeriodicTasks pulse, Clock clock) {
        this.prices = prices;
        this.ledger = ledger;
        this.clock = clock;
        // The registrations end with the periodic tasks.
        WorkerDrain.Registration unused = pulse.every(ledger::flush);
        WorkerDrain.Registration unusedToo = pulse.every(BETWEEN_LOOKS, ledger::addUpAbandoned);
    }

    /** Returns the most that a call may cost, whichever pool of the route answers it; empty if that is unknown. */
    Optional<NanoUsd> atMost(Route route, CallRequest request) {
        return worstCase(route).of(request.url(), request.body());
    }

    /** Returns the factory for results of calls to a pool of a route, with the pool's prices. */
    CallResults results(Pool pool, Route route) {
        return of(pool, route).results;
    }

    /** Returns the ledger that records an attempt's call to a pool of a route. */
    CallLedger ledger(Pool pool, Route route, @Nullable String tenant, int attempt) {
        Prices ofPool = of(pool, route).prices;
        return request -> RecordedCall.begin(ledger, clock, ofPool, pool.name(), tenant, attempt, request);
    }

    private WorstCase worstCase(Route route) {
        return routes.computeIfAbsent(route.name(), any -> new WorstCase(RoutePrices.highest(prices, route)));
    }

    private OfPool of(Pool pool, Route route) {
        return pools.computeIfAbsent(new OnRoute(route.name(), pool.name()), any -> {
            Prices ofPool = prices.with(pool.config().prices(), pool.config().baseUrl());
            return new OfPool(ofPool, new CallResults(pool, ofPool, worstCase(route), Duration.ZERO, 0));
        });
    }
}
