package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.SECOND;

import dev.penstock.contracts.pool.PoolQuota;
import java.util.Arrays;

/** Scenarios about finding a rate and keeping to it. */
final class RateScenarios {
    static final PoolQuota RPM_600 = new PoolQuota(600L, null, 50, null);

    private RateScenarios() {}

    static Scenario declaredQuota() {
        Simulation simulation = new Simulation(600);
        simulation.declared = RPM_600;
        simulation.provider.requests = new WindowQuota(600);
        simulation.run(4);
        return Scenario.of(
                "declared_quota",
                "4 workers, 600 requests a minute, declared and counted over sliding 60 s.",
                "Almost nothing is left unused, and nothing is refused.",
                ScenarioMetrics.ofRequests(simulation, second -> 600),
                null,
                ScenarioMetrics.jainOfWorkers(simulation));
    }

    static Scenario unknownQuotaColdStart(String name, ProviderQuota quota, String counted) {
        Simulation simulation = new Simulation(900);
        simulation.provider.requests = quota;
        simulation.run(4);
        ScenarioMetrics figures = ScenarioMetrics.ofRequests(simulation, second -> 600);
        return Scenario.of(
                name,
                "4 workers, 600 requests a minute, neither declared nor announced, " + counted + ".",
                "%d of the first minute's calls were refused, and %d of those of the %d minutes after it."
                        .formatted(
                                SimulationRecords.sum(simulation.books.throttled, 0, 60),
                                SimulationRecords.sum(simulation.books.throttled, 60, 900),
                                14),
                figures,
                figures.secondsToSettle(0),
                ScenarioMetrics.jainOfWorkers(simulation));
    }

    static Scenario quotaHalvedThenRestored(String name, ProviderQuota quota, String counted) {
        Simulation simulation = new Simulation(900);
        simulation.provider.requests = quota;
        simulation.onSecond(300, () -> quota.setPerMinute(300, simulation.clock.now()));
        simulation.onSecond(600, () -> quota.setPerMinute(600, simulation.clock.now()));
        simulation.run(4);
        // A full window lets nothing in until what is too much has left it.
        boolean isWindow = quota instanceof WindowQuota;
        ScenarioMetrics figures = ScenarioMetrics.ofRequests(
                simulation, second -> second < 300 || second >= 600 ? 600 : isWindow && second < 330 ? 0 : 300);
        return Scenario.of(
                name,
                "4 workers; 600 requests a minute, neither declared nor announced, become 300 at 5:00 and 600 again at"
                        + " 10:00, "
                        + counted + ".",
                "The rate follows down in %d s, and up in %d s."
                        .formatted(figures.secondsToFollowDown(isWindow ? 330 : 300), figures.secondsToSettle(600)),
                figures,
                figures.secondsToSettle(600),
                ScenarioMetrics.jainOfWorkers(simulation));
    }

    static Scenario sharedAccountStealsHalf() {
        Simulation simulation = new Simulation(900);
        simulation.declared = RPM_600;
        simulation.provider.requests = new WindowQuota(600);
        for (int tenth = 1200; tenth < 6000; tenth += 2) {
            simulation.clock.at(tenth * SECOND / 10, simulation.provider::usedElsewhere);
        }
        simulation.run(4);
        ScenarioMetrics figures =
                ScenarioMetrics.ofRequests(simulation, second -> second < 120 || second >= 600 ? 600 : 300);
        return Scenario.of(
                "shared_account_steals_half",
                "4 workers, 600 requests a minute declared; another program on the account tries to use 300 of them"
                        + " from 2:00 to 10:00.",
                "The declared quota is believed until 429 responses persist, and again when they stop: %d s until the full rate is reached again."
                        .formatted(figures.secondsToSettle(600)),
                figures,
                figures.secondsToSettle(600),
                ScenarioMetrics.jainOfWorkers(simulation));
    }

    static Scenario announcedQuotasOfBothKinds() {
        Simulation simulation = new Simulation(160);
        simulation.provider.requests = new BucketQuota(1_500);
        simulation.provider.tokens = new BucketQuota(750_000);
        simulation.provider.headers = new PoolQuota(1_500L, 750_000L, null, null);
        simulation.provider.medianLatency = 60 * VirtualClock.MILLI;
        simulation.run(1);
        ScenarioMetrics figures = ScenarioMetrics.ofRequests(simulation, second -> 1_500);
        return Scenario.of(
                "announced_quotas_of_both_kinds",
                "1 worker, 1,500 requests and 750,000 tokens a minute, announced in headers and enforced second by"
                        + " second; a provider that responds in 60 ms.",
                "%d of the first ten seconds' calls were refused."
                        .formatted(SimulationRecords.sum(simulation.books.throttled, 0, 10)),
                figures,
                figures.secondsToSettle(0),
                null);
    }

    static Scenario oneASecondWithoutBurst() {
        Simulation simulation = new Simulation(1_200);
        simulation.declared = new PoolQuota(60L, null, 50, null);
        simulation.provider.requests = new BucketQuota(60);
        simulation.run(1);
        return Scenario.of(
                "one_a_second_without_burst",
                "1 worker, 60 requests a minute, declared and enforced second by second: a call that travels faster than the one before it is refused.",
                "%d calls were refused in the first minute, and %d in the 19 minutes after it; the guard that this teaches is at most 3 %% of the rate."
                        .formatted(
                                SimulationRecords.sum(simulation.books.throttled, 0, 60),
                                SimulationRecords.sum(simulation.books.throttled, 60, 1_200)),
                ScenarioMetrics.ofRequests(simulation, second -> 60),
                null,
                null);
    }

    static Scenario firstCallsRefused() {
        Simulation simulation = new Simulation(300);
        simulation.provider.requests = new BucketQuota(600);
        simulation.provider.stormUntil = 10 * SECOND;
        simulation.run(4);
        ScenarioMetrics figures = ScenarioMetrics.ofRequests(simulation, second -> second < 10 ? 0 : 600);
        return Scenario.of(
                "first_calls_refused",
                "4 workers, 600 requests a minute, neither declared nor announced, enforced second by second; for the"
                        + " first 10 s every response is a 429.",
                "The least limit learned is %d a minute; %d s after it 90 %% of the rate are reached."
                        .formatted(
                                Arrays.stream(simulation.books.limit)
                                        .filter(limit -> limit > 0)
                                        .min()
                                        .orElse(0),
                                figures.secondsToSettle(10)),
                figures,
                figures.secondsToSettle(10),
                ScenarioMetrics.jainOfWorkers(simulation));
    }

    static Scenario throttleStormFiftyInFlight() {
        Simulation simulation = new Simulation(420);
        simulation.declared = new PoolQuota(null, null, 50, null);
        simulation.provider.medianLatency = 5 * SECOND;
        simulation.onSecond(180, () -> simulation.provider.stormUntil = 190 * SECOND);
        simulation.run(4);
        double best = SimulationRecords.sum(simulation.books.answered, 60, 180) / 2.0;
        ScenarioMetrics figures =
                ScenarioMetrics.ofRequests(simulation, second -> second >= 180 && second < 190 ? 0 : best);
        return Scenario.of(
                "throttle_storm_fifty_in_flight",
                "4 workers, 50 calls at once, no quota; for 10 s from 3:00 every response is a 429.",
                "%d calls were made during it; its 429s halved the rate once (to %d a minute), and %d s after it 90 %% of the earlier rate are back."
                        .formatted(
                                SimulationRecords.sum(simulation.books.sent, 180, 190),
                                Arrays.stream(simulation.books.limit, 180, 200)
                                        .filter(limit -> limit > 0)
                                        .min()
                                        .orElse(0),
                                figures.secondsToSettle(190)),
                figures,
                figures.secondsToSettle(190),
                ScenarioMetrics.jainOfWorkers(simulation));
    }
}
