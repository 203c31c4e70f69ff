package dev.penstock.activities.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.usage.CompletionLedger;
import dev.penstock.activities.usage.Used;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Prices single completions, and notes what they used. */
public final class CompletionCosts {
    private final Prices prices;
    private final CompletionLedger ledger;
    private final Clock clock;
    private final ConcurrentMap<String, WorstCase> worstCases = new ConcurrentHashMap<>();

    public CompletionCosts(Prices prices, CompletionLedger ledger, Pulse pulse, Clock clock) {
        this.prices = prices;
        this.ledger = ledger;
        this.clock = clock;
        // Ends with the pulse.
        Drain.Registration unused = pulse.every(ledger::flush);
    }

    /** The most that a call may cost, in billionths of a US dollar; empty where nobody knows. */
    Optional<Long> atMost(Pool pool, String path, ObjectNode body) {
        return worstCases
                .computeIfAbsent(
                        pool.name(),
                        any -> new WorstCase(prices.with(pool.config().prices())))
                .of(path, body);
    }

    /** What it has cost, in billionths of a US dollar; empty where nobody knows. */
    Optional<Long> of(Pool pool, ObjectNode body, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> usd(pool, body, answered.usage()).map(Cost::nano);
            case Outcome.Unusable unusable -> usd(pool, body, unusable.usage()).map(Cost::nano);
            case Outcome.Lost lost -> lost.mayHaveCost() ? Optional.empty() : Optional.of(0L);
            case Outcome.Refused refused -> Optional.of(0L);
            case Outcome.Throttled throttled -> Optional.of(0L);
            case Outcome.Blocked blocked -> Optional.of(0L);
        };
    }

    /** Some providers don't say what they used. */
    private Optional<BigDecimal> usd(Pool pool, ObjectNode body, Usage usage) {
        return usage.total() == 0
                ? Optional.empty()
                : prices.with(pool.config().prices()).cost(body, usage);
    }

    /** Only answers have a price. */
    void add(
            @Nullable String tenant,
            Pool pool,
            ObjectNode body,
            Outcome outcome,
            int attempt,
            Duration waited,
            Duration called) {
        if (!(outcome instanceof Outcome.Answered answered)) {
            return;
        }
        Optional<BigDecimal> usd = usd(pool, body, answered.usage());
        usd.ifPresent(pool.metrics()::charged);
        Instant end = clock.instant();
        Cost cost = usd.map(Cost::ofUsd).orElse(Cost.UNKNOWN);
        ledger.add(
                LocalDate.ofInstant(end, ZoneOffset.UTC),
                tenant,
                pool.name(),
                body.path("model").asText(""),
                Used.ofCompletion(answered.usage(), cost, attempt, waited, called, end));
    }
}
