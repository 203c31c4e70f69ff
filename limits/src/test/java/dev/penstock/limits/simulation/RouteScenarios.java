package dev.penstock.limits.simulation;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.route.RoutePlace;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Scenarios of one model over three pools with unequal quotas, of which one gets into trouble. */
final class RouteScenarios {
    static final List<Long> RPM = List.of(600L, 300L, 100L);

    private static final int SECONDS = 900;
    private static final int PROCESSES = 2;
    private static final int FROM = 180;
    private static final int TO = 420;

    private RouteScenarios() {}

    static Scenario threeUnequalPools() {
        SimulatedRoute route = pools();
        route.run(PROCESSES);
        return scenario(
                "route_three_unequal_pools",
                "2 workers; one model over three pools with 600, 300 and 100 requests a minute, declared and counted over sliding 60 s.",
                route,
                second -> 1_000,
                List.of(600.0, 300.0, 100.0));
    }

    /**
     * @param isAnnounced whether headers say what the first pool's quota is
     */
    static Scenario oneHalves(String name, boolean isAnnounced) {
        SimulatedRoute route = pools();
        Simulation first = route.pools.getFirst();
        first.declared = PoolQuota.UNKNOWN;
        BucketQuota quota = new BucketQuota(600);
        first.provider.requests = quota;
        first.provider.headers = isAnnounced ? announced(600) : null;
        first.onSecond(FROM, () -> {
            quota.setPerMinute(300, first.clock.now());
            first.provider.headers = isAnnounced ? announced(300) : null;
        });
        route.run(PROCESSES);
        return scenario(
                name,
                "The same; the first pool's quota is not declared, %s in headers, enforced second by second, and becomes 300 at 3:00."
                        .formatted(isAnnounced ? "but announced" : "nor announced"),
                route,
                second -> second < FROM ? 1_000 : 700,
                List.of(600.0 - 300.0 * (SECONDS - FROM) / (SECONDS - 60), 300.0, 100.0));
    }

    private static PoolQuota announced(long rpm) {
        return new PoolQuota(rpm, null, null, null);
    }

    static Scenario oneIsBlocked() {
        SimulatedRoute route = pools();
        Simulation first = route.pools.getFirst();
        first.onSecond(FROM, () -> first.provider.rejects = true);
        first.onSecond(TO, () -> {
            first.provider.rejects = false;
            first.governor().resume(first.clock.epochMillis());
        });
        return withoutFirst(
                "route_one_blocked",
                "The same; the first pool's account is rejected from 3:00 on, and resumed at 7:00.",
                route,
                second -> second >= FROM && second < TO);
    }

    static Scenario oneIsDown() {
        SimulatedRoute route = pools();
        Simulation first = route.pools.getFirst();
        first.onSecond(FROM, () -> first.provider.isDown = true);
        first.onSecond(TO, () -> first.provider.isDown = false);
        return withoutFirst(
                "route_one_down",
                "The same; every call of the first pool is lost from 3:00 to 7:00.",
                route,
                second -> second >= FROM && second < TO);
    }

    static Scenario oneIsSlow() {
        SimulatedRoute route = pools();
        Simulation first = route.pools.getFirst();
        first.declared = new PoolQuota(600L, null, 10, null);
        first.provider.medianLatency = 20 * VirtualClock.SECOND;
        route.run(PROCESSES);
        return scenario(
                "route_one_slow",
                "The same; the first pool takes 20 s for a call and 10 calls at once, which are about 29 calls a minute.",
                route,
                second -> 429,
                List.of(28.7, 300.0, 100.0));
    }

    static Scenario spill() {
        SimulatedRoute route = new SimulatedRoute(SECONDS);
        add(route, RPM.getFirst(), new RoutePlace(1, false, 1));
        add(route, RPM.get(1), new RoutePlace(2, true, 1));
        add(route, RPM.get(2), new RoutePlace(3, false, 1));
        route.run(PROCESSES);
        return scenario(
                "route_spills",
                "The same pools one after the other in order; the second takes what has no room in the first, the third does not.",
                route,
                second -> 900,
                List.of(600.0, 300.0));
    }

    private static Scenario withoutFirst(String name, String setting, SimulatedRoute route, IntPredicate isAway) {
        route.run(PROCESSES);
        long there = IntStream.range(60, SECONDS).filter(isAway.negate()).count();
        return scenario(
                name,
                setting,
                route,
                second -> isAway.test(second) ? 400 : 1_000,
                List.of(600.0 * there / (SECONDS - 60), 300.0, 100.0));
    }

    private static SimulatedRoute pools() {
        SimulatedRoute route = new SimulatedRoute(SECONDS);
        RPM.forEach(rpm -> add(route, rpm, new RoutePlace(1, false, 1)));
        return route;
    }

    private static void add(SimulatedRoute route, long rpm, RoutePlace place) {
        Simulation pool = route.add(place);
        pool.declared = new PoolQuota(rpm, null, 100, null);
        pool.provider.requests = new WindowQuota(rpm);
    }

    /**
     * @param perMinute what each pool would have answered a minute
     */
    private static Scenario scenario(
            String name, String setting, SimulatedRoute route, IntToDoubleFunction available, List<Double> perMinute) {
        ScenarioMetrics figures = ScenarioMetrics.ofRequests(route.pools.getFirst(), available);
        List<Double> used = IntStream.range(0, perMinute.size())
                .mapToObj(index -> route.pools.get(index).provider.answered
                        / (perMinute.get(index) * (SECONDS - ScenarioMetrics.WARM) / 60))
                .toList();
        String parts = used.stream()
                .map(part -> String.format(Locale.ROOT, "%.1f %%", 100 * part))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        return Scenario.of(
                name,
                setting,
                "Of what each pool would have answered, %s were used.".formatted(parts),
                figures,
                null,
                ScenarioMetrics.jain(used));
    }
}
