package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.MILLI;
import static dev.penstock.limits.simulation.VirtualClock.SECOND;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.simulation.FairTenantQueue.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Scenarios about workers, tenants, outages and servers of one's own. */
final class FleetScenarios {
    private FleetScenarios() {}

    static Scenario providerDownFiveMinutes() {
        Simulation simulation = new Simulation(600);
        simulation.declared = RateScenarios.RPM_600;
        simulation.provider.requests = new WindowQuota(600);
        simulation.onSecond(120, () -> simulation.provider.isDown = true);
        simulation.onSecond(420, () -> simulation.provider.isDown = false);
        simulation.run(4);
        SimulationRecords books = simulation.books;
        int probed = firstCall(books, 420);
        ScenarioMetrics figures =
                ScenarioMetrics.ofRequests(simulation, second -> second >= 120 && second < probed ? 0 : 600);
        int settled = figures.secondsToSettle(probed);
        return Scenario.of(
                "provider_down_five_minutes",
                "4 workers, 600 requests a minute declared; every call from 2:00 to 7:00 is lost.",
                "%d calls were lost in the first minute of the outage and %d in the next four; %d s after it the probe was answered, and %d s later the full rate is reached."
                        .formatted(
                                SimulationRecords.sum(books.lost, 120, 180),
                                SimulationRecords.sum(books.lost, 180, 420),
                                probed - 420,
                                settled),
                figures,
                settled,
                ScenarioMetrics.jainOfWorkers(simulation));
    }

    /** As a firewall does it that forgets connections: the calls of that time are never answered. */
    static Scenario providerSilentFortySeconds() {
        Simulation simulation = new Simulation(300);
        simulation.declared = new PoolQuota(null, null, 20, null);
        simulation.provider.medianLatency = 200 * MILLI;
        simulation.onSecond(120, () -> simulation.provider.isSilent = true);
        simulation.onSecond(160, () -> simulation.provider.isSilent = false);
        simulation.run(2);
        SimulationRecords books = simulation.books;
        double perMinute = SimulationRecords.sum(books.answered, 60, 120);
        ScenarioMetrics figures =
                ScenarioMetrics.ofRequests(simulation, second -> second >= 120 && second < 160 ? 0 : perMinute);
        int settled = figures.secondsToSettle(160);
        return Scenario.of(
                "provider_silent_forty_seconds",
                "2 workers, 20 calls at once of 200 ms; calls from 2:00 to 2:40 hang, and are given up after 20 s.",
                "%d calls hung; %d s after it the first call was made, and %d s after it 90 %% of the rate before are back."
                        .formatted(SimulationRecords.sum(books.lost, 120, 160), firstCall(books, 160) - 160, settled),
                figures,
                settled,
                ScenarioMetrics.jainOfWorkers(simulation));
    }

    static Scenario fourWorkersOneDies() {
        Simulation simulation = new Simulation(360);
        simulation.declared = RateScenarios.RPM_600;
        simulation.provider.requests = new WindowQuota(600);
        simulation.onSecond(180, () -> simulation.workers.get(2).isDead = true);
        simulation.run(4);
        ScenarioMetrics figures = ScenarioMetrics.ofRequests(simulation, second -> 600);
        return Scenario.of(
                "four_workers_one_dies",
                "600 requests a minute declared; one of four workers dies without notice at 3:00.",
                "The other three get its share when it has been silent for 5 s: %d requests were sent in that minute."
                        .formatted(SimulationRecords.sum(simulation.books.sent, 180, 240)),
                figures,
                figures.secondsToSettle(180),
                null);
    }

    static Scenario gpuWithout429s() {
        Simulation simulation = gpu();
        simulation.run(4);
        Simulation best = gpu();
        best.declared = new PoolQuota(null, null, 64, null);
        best.run(4);
        double most = SimulationRecords.sum(best.books.answered, 60, 900) / 14.0;
        Simulation empty = gpu();
        empty.declared = new PoolQuota(null, null, 8, null);
        empty.run(4);
        return Scenario.of(
                "gpu_without_429s",
                "A model server that works on 32 calls at once and lets the others wait; no limit is declared or announced, and nothing is refused.",
                String.format(
                        Locale.ROOT,
                        "Used: relative to 64 calls at once. The median latency is %.2f times that without load; with 64 it is %.2f times.",
                        median(simulation) / median(empty),
                        median(best) / median(empty)),
                ScenarioMetrics.ofRequests(simulation, second -> most),
                null,
                ScenarioMetrics.jainOfWorkers(simulation));
    }

    static Scenario hugePromptsAfterSmallOnes(String name, int workers) {
        Simulation simulation = new Simulation(600);
        simulation.declared = new PoolQuota(null, 1_000_000L, 100, null);
        simulation.provider.tokens = new WindowQuota(1_000_000);
        Random random = new Random(41);
        simulation.work = () -> simulation.clock.second() < 240
                ? Simulation.request("all", 200 + random.nextInt(600), random)
                : Simulation.request("all", 10_000 + random.nextInt(20_000), random);
        simulation.run(workers);
        ScenarioMetrics figures = ScenarioMetrics.ofTokens(simulation, second -> 1_000_000);
        return Scenario.of(
                name,
                "1,000,000 tokens a minute declared; prompts of 500 tokens, from 4:00 on of 20,000; workers: " + workers
                        + ".",
                "%d calls in the minute before, %d in the second minute after."
                        .formatted(
                                SimulationRecords.sum(simulation.books.sent, 180, 240),
                                SimulationRecords.sum(simulation.books.sent, 300, 360)),
                figures,
                figures.secondsToSettle(240),
                workers == 1 ? null : ScenarioMetrics.jainOfWorkers(simulation));
    }

    static Scenario tenants124() {
        List<Tenant> tenants =
                List.of(new Tenant("a", 1, 80, 120), new Tenant("b", 2, 100, 1_200), new Tenant("c", 4, 1_500, 2_500));
        Simulation simulation = new Simulation(600);
        simulation.declared = new PoolQuota(null, 600_000L, 50, null);
        simulation.provider.tokens = new WindowQuota(600_000);
        simulation.work = new FairTenantQueue(tenants);
        simulation.run(2);
        List<Double> parts = tenants.stream()
                .map(tenant -> simulation.books.tokensByTenant.getOrDefault(tenant.name(), 0L) / tenant.weight())
                .toList();
        return Scenario.of(
                "tenants_1_2_4",
                "2 workers, 600,000 tokens a minute declared, three tenants of weight 1, 2 and 4 with requests of 100, 650 and 2,000 tokens.",
                String.format(
                        Locale.ROOT,
                        "Tokens went 1 : %.2f : %.2f.",
                        2 * parts.get(1) / parts.get(0),
                        4 * parts.get(2) / parts.get(0)),
                ScenarioMetrics.ofTokens(simulation, second -> 600_000),
                null,
                ScenarioMetrics.jain(parts));
    }

    private static Simulation gpu() {
        Simulation simulation = new Simulation(900);
        simulation.provider.slots = 32;
        simulation.provider.medianLatency = 2 * SECOND;
        return simulation;
    }

    private static double median(Simulation simulation) {
        List<Long> latencies = simulation.books.latencies.stream().sorted().toList();
        return latencies.get(latencies.size() / 2);
    }

    private static int firstCall(SimulationRecords books, int from) {
        int second = from;
        while (books.answered[second] == 0) {
            second++;
        }
        return second;
    }
}
