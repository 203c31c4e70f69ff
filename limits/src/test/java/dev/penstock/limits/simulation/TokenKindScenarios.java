package dev.penstock.limits.simulation;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.rate.CallTokens;
import java.util.Random;

/** Scenarios of a provider that limits input and output tokens apart. */
final class TokenKindScenarios {
    private static final long INPUT = 300_000;
    private static final long OUTPUT = 60_000;
    private static final int SECONDS = 600;

    private TokenKindScenarios() {}

    static Scenario inputBound(String name, int workers) {
        Simulation simulation = simulate(workers, 1_000, 100);
        return scenario(
                name,
                "some 900 tokens in and 90 out each",
                workers,
                simulation,
                ScenarioMetrics.ofInputTokens(simulation, second -> INPUT));
    }

    static Scenario outputBound(String name, int workers) {
        Simulation simulation = simulate(workers, 200, 400);
        return scenario(
                name,
                "some 180 tokens in and 370 out each",
                workers,
                simulation,
                ScenarioMetrics.ofOutputTokens(simulation, second -> OUTPUT));
    }

    private static Simulation simulate(int workers, int input, int output) {
        Simulation simulation = new Simulation(SECONDS);
        simulation.declared = new PoolQuota(null, null, 50, null);
        simulation.provider.inputTokens = new WindowQuota(INPUT);
        simulation.provider.outputTokens = new WindowQuota(OUTPUT);
        simulation.provider.headers =
                new PoolQuota(null, null, null, null, FurtherLimits.NONE.withInputOutput(INPUT, OUTPUT));
        Random random = new Random(29);
        simulation.work = () -> new SimulatedRequest(
                "all", CallTokens.of(input, output), CallTokens.of(part(input, random), part(output, random)));
        return simulation.run(workers);
    }

    /** Returns what is really used of an estimate, 0.8 to all of it. */
    private static long part(int estimated, Random random) {
        return (long) (estimated * (0.85 + 0.15 * random.nextDouble()));
    }

    private static Scenario scenario(
            String name, String sizes, int workers, Simulation simulation, ScenarioMetrics figures) {
        SimulationRecords books = simulation.books;
        int minutes = SECONDS / 60;
        return Scenario.of(
                name,
                "%d worker%s, %,d input and %,d output tokens a minute, announced in headers and counted over sliding 60 s; requests of %s."
                        .formatted(workers, workers == 1 ? "" : "s", INPUT, OUTPUT, sizes),
                "A minute has %,d input and %,d output tokens on average; %d calls were refused."
                        .formatted(
                                SimulationRecords.sum(books.input, 60, SECONDS) / (minutes - 1),
                                SimulationRecords.sum(books.output, 60, SECONDS) / (minutes - 1),
                                SimulationRecords.sum(books.throttled, 0, SECONDS)),
                figures,
                figures.secondsToSettle(0),
                workers == 1 ? null : ScenarioMetrics.jainOfWorkers(simulation));
    }
}
