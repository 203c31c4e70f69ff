package dev.penstock.starter.estimate;

import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.Cost;
import dev.penstock.starter.estimate.BatchEstimate.Money;
import dev.penstock.starter.estimate.BatchEstimate.Tokens;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one model's tokens in one pool.
 *
 * @param usual the prices of expected calls
 * @param highest the prices that calls have at most
 * @param tier the service tier, mostly empty
 */
record TokenPricing(Prices usual, Prices highest, String model, String tier) {
    static TokenPricing of(Prices known, Optional<EstimatedPool> pool, String model, String tier) {
        return new TokenPricing(
                pool.map(EstimatedPool::usual).orElse(known),
                pool.map(EstimatedPool::highest).orElse(known),
                model,
                tier);
    }

    /**
     * Returns the cost of online calls.
     *
     * @param requests the number of calls, among which the tokens are divided
     * @param most input tokens; null = unknown
     */
    Money online(long requests, long input, @Nullable Long most, Tokens output) {
        Long atMost = output.atMost();
        return new Money(
                usd(usual, requests, input, output.expected()),
                most == null || atMost == null ? null : usd(highest, requests, most, atMost));
    }

    /** Returns the cost in the provider's batch lane. */
    Money batch(Money online) {
        return new Money(
                times(online.expected(), usual.batchFactor(model).orElse(null)),
                times(online.atMost(), highest.batchFactor(model).orElse(null)));
    }

    private @Nullable BigDecimal usd(Prices prices, long requests, long input, long output) {
        return prices.cost(model, tier, requests, input, output)
                .map(Cost::plain)
                .orElse(null);
    }

    private static @Nullable BigDecimal times(@Nullable BigDecimal usd, @Nullable BigDecimal factor) {
        return usd == null || factor == null ? null : Cost.plain(usd.multiply(factor));
    }
}
