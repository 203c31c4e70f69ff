package dev.penstock.limits.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A scenario that was simulated, and its figures.
 *
 * @param setting what happens in it
 * @param findings what came of it
 * @param settled seconds until calls go at the new rate; null = nothing changes
 * @param jain Jain's fairness index of the tokens by weight; null = nothing is shared all the time
 */
record Scenario(
        String name,
        String setting,
        String findings,
        double utilisation,
        double throttledShare,
        @Nullable Integer settled,
        double overshoot,
        @Nullable Double jain) {
    static Scenario of(
            String name,
            String setting,
            String findings,
            ScenarioMetrics figures,
            @Nullable Integer settled,
            @Nullable Double jain) {
        return new Scenario(
                name,
                setting,
                findings,
                figures.utilisation(),
                figures.throttledShare(),
                settled,
                figures.overshoot(),
                jain);
    }
}
