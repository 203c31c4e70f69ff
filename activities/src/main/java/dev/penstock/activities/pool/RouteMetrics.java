package dev.penstock.activities.pool;

import io.micrometer.core.instrument.Metrics;

/** The metrics of a route in this process; docs/metrics.md has names and meanings. */
final class RouteMetrics {
    private RouteMetrics() {}

    /** Counts a call that left a pool, which turned it away or closed, for another pool of its route. */
    static void moved(String route, String pool) {
        Metrics.globalRegistry
                .counter("penstock.route.moved", "route", route, "pool", pool)
                .increment();
    }
}
