package dev.penstock.activities.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.activities.prices.Prices;
import dev.penstock.limits.rate.RateLimits;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a pool that a worker which serves it writes down, so that workers without the pool can plan batches that use it. It has no
 * key and no address: planning pays for nothing.
 *
 * @param requestsPerMinute the declared limit; null = none
 * @param tokensPerMinute the declared limit; null = none
 * @param concurrency the most calls in flight
 * @param soldAs what the price card has before the names of the models that the provider sells
 * @param prices prices of the pool's models where they differ from the list prices, by patterns of models
 */
public record StoredPool(
        @JsonProperty("requests_per_minute") @Nullable Long requestsPerMinute,
        @JsonProperty("tokens_per_minute") @Nullable Long tokensPerMinute,
        int concurrency,
        @JsonProperty("sold_as") @Nullable String soldAs,
        Map<String, ModelPrice> prices) {
    public StoredPool {
        prices = Map.copyOf(prices);
    }

    static StoredPool of(PoolConfig pool) {
        RateLimits limits = pool.limits();
        return new StoredPool(
                limits.requestsPerMinute().orNull(),
                limits.perMinute().tokensOfUnknownKind().orNull(),
                limits.concurrency(),
                Prices.soldAs(pool.baseUrl()),
                pool.prices());
    }

    /** Returns the prices of the pool's models: its own, and otherwise the known ones of what its provider sells. */
    public Prices prices(Prices known) {
        return known.with(prices, soldAs == null ? "" : soldAs);
    }

    /** Returns the declared limits. */
    public RateLimits limits() {
        return facts("", null).limits();
    }

    /** Returns the properties that planning needs. */
    public PoolFacts facts(String name, @Nullable String defaultModel) {
        return new PoolFacts(name, requestsPerMinute, tokensPerMinute, concurrency, defaultModel);
    }
}
