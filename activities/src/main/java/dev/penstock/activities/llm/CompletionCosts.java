package dev.penstock.activities.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.usage.CompletionLedger;
import dev.penstock.activities.usage.Used;
import dev.penstock.contracts.Cost;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prices single completions, and notes what they used. */
public final class CompletionCosts {
    private final Prices prices;
    private final CompletionLedger ledger;
    private final Clock clock;

    public CompletionCosts(Prices prices, CompletionLedger ledger, Pulse pulse, Clock clock) {
        this.prices = prices;
        this.ledger = ledger;
        this.clock = clock;
        // Ends with the pulse.
        Drain.Registration unused = pulse.every(ledger::flush);
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
        // Some providers don't say what they used.
        Optional<BigDecimal> usd = answered.usage().total() == 0
                ? Optional.empty()
                : prices.with(pool.config().prices()).cost(body, answered.usage());
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
