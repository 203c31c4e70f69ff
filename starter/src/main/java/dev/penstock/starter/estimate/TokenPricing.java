package dev.penstock.starter.estimate;

import dev.penstock.activities.pool.PoolConfig;
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
 * @param tier the service tier, mostly empty
 */
record TokenPricing(Prices prices, String model, String tier) {
    static TokenPricing of(Prices known, Optional<PoolConfig> pool, String model, String tier) {
        return new TokenPricing(
                pool.map(config -> known.with(config.prices(), config.baseUrl()))
                        .orElse(known),
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
                usd(requests, input, output.expected()),
                most == null || atMost == null ? null : usd(requests, most, atMost));
    }

    /** Returns the cost in the provider's batch lane. */
    Money batch(Money online) {
        BigDecimal factor = prices.batchFactor(model).orElse(null);
        return new Money(times(online.expected(), factor), times(online.atMost(), factor));
    }

    private @Nullable BigDecimal usd(long requests, long input, long output) {
        return prices.cost(model, tier, requests, input, output)
                .map(Cost::plain)
                .orElse(null);
    }

    private static @Nullable BigDecimal times(@Nullable BigDecimal usd, @Nullable BigDecimal factor) {
        return usd == null || factor == null ? null : Cost.plain(usd.multiply(factor));
    }
}
