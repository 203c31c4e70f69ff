package dev.penstock.limits.simulation;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.route.RoutePlace;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

    /** The first pool has two minutes' requests a day. */
    static Scenario oneIsUsedUp() {
        SimulatedRoute route = pools();
        Simulation first = route.pools.getFirst();
        long perDay = 2 * RPM.getFirst();
        // At a whole minute, as a day that people declare.
        int starts = TO + (int) (60 - first.clock.epochMillis() / 1_000 % 60);
        String dayStart = DateTimeFormatter.ofPattern("HH:mm 'UTC'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.ofEpochMilli(first.clock.epochMillis()).plusSeconds(starts));
        first.declared = new PoolQuota(
                RPM.getFirst(), null, 100, null, new FurtherLimits(null, perDay, null, null, null, null, dayStart));
        first.provider.requests = new SeveralQuotas(
                List.of(new WindowQuota(RPM.getFirst()), new DayQuota(perDay, starts * VirtualClock.SECOND)));
        route.run(PROCESSES);
        IntPredicate isThere = second -> second < 120 || (second >= starts && second < starts + 120);
        long there =
                IntStream.range(ScenarioMetrics.WARM, SECONDS).filter(isThere).count();
        Scenario scenario = scenario(
                "route_one_used_up",
                "The same; the first pool has 1,200 requests a day, which are used up after two minutes; its next day begins at %d:%02d."
                        .formatted(starts / 60, starts % 60),
                route,
                second -> isThere.test(second) ? 1_000 : 400,
                List.of(600.0 * there / (SECONDS - ScenarioMetrics.WARM), 300.0, 100.0));
        // The day is used up some seconds after the second minute, so a minute says nothing; what is too much is
        // refused.
        return new Scenario(
                scenario.name(),
                scenario.setting(),
                scenario.findings(),
                scenario.utilisation(),
                scenario.throttledShare(),
                scenario.settled(),
                scenario.throttledShare(),
                scenario.jain());
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

    /** Says when calls were refused; empty if none was. */
    private static String throttled(SimulationRecords books) {
        long all = SimulationRecords.sum(books.throttled, 0, SECONDS);
        return all == 0
                ? ""
                : " Refused were %d calls in the first minute, %d until 3:00, %d in the minute after that, and %d later."
                        .formatted(
                                SimulationRecords.sum(books.throttled, 0, 60),
                                SimulationRecords.sum(books.throttled, 60, FROM),
                                SimulationRecords.sum(books.throttled, FROM, FROM + 60),
                                SimulationRecords.sum(books.throttled, FROM + 60, SECONDS));
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
                "Of what each pool would have answered, %s were used.".formatted(parts) + throttled(route.books),
                figures,
                null,
                ScenarioMetrics.jain(used));
    }
}
