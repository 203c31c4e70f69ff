package dev.penstock.activities.plan;

import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.pool.RoutePrices;
import dev.penstock.activities.prices.Prices;

/** The prices of pools, also of pools that this worker does not have. */
public record PoolPrices(PoolRegistry pools, StoredPools others, Prices prices) {
    /** Returns the prices by which a pool's calls are charged; those of the price card if the pool is unknown. */
    public Prices of(String pool) {
        return pools.findRoute(pool)
                .map(route -> RoutePrices.highest(prices, route))
                .or(() -> others.find(pool).map(stored -> stored.prices(prices)))
                .orElse(prices);
    }
}
