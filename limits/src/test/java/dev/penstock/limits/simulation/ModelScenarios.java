package dev.penstock.limits.simulation;

import dev.penstock.contracts.pool.PoolQuota;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Scenarios of two models in one pool, of which one has a small quota of its own and the other a large one. */
final class ModelScenarios {
    static final String SMALL = "small-quota";
    static final String LARGE = "large-quota";
    static final long SMALL_RPM = 60;
    static final long LARGE_RPM = 6_000;

    private static final int SECONDS = 1_200;
    /** As many requests of a batch are in the task queue and at workers at once. */
    private static final int OUT_AT_ONCE = 640;

    private ModelScenarios() {}

    static Scenario twoModels(String name, int workers) {
        Simulation simulation = simulate(workers);
        ScenarioMetrics figures = ScenarioMetrics.ofRequests(simulation, second -> SMALL_RPM + LARGE_RPM);
        return Scenario.of(
                name,
                "%d worker%s, one pool, two models: %d and %d requests a minute, announced in headers and counted over sliding"
                                .formatted(workers, workers == 1 ? "" : "s", SMALL_RPM, LARGE_RPM)
                        + " 60 s.",
                "In 20 min %d calls of the first were answered and %d refused, and %d and %d of the second."
                        .formatted(
                                simulation.books.answeredByModel.get(SMALL),
                                simulation.books.throttledByModel.getOrDefault(SMALL, 0L),
                                simulation.books.answeredByModel.get(LARGE),
                                simulation.books.throttledByModel.getOrDefault(LARGE, 0L)),
                figures,
                figures.secondsToSettle(0),
                null);
    }

    static Scenario slowModelFirst(int slow) {
        Simulation simulation = new Simulation(600);
        announce(simulation, SMALL, SMALL_RPM);
        announce(simulation, LARGE, LARGE_RPM);
        int[] begun = {0};
        simulation.hasWork = () -> begun[0] - answered(simulation) < OUT_AT_ONCE;
        simulation.work = () -> SimulatedRequest.of(begun[0]++ < slow ? SMALL : LARGE);
        // Its worker has planned the batch.
        simulation.onSecond(1, () -> List.of(SMALL, LARGE).forEach(simulation.workers.getFirst()::expect));
        simulation.run(1);
        ScenarioMetrics figures = ScenarioMetrics.ofRequests(simulation, second -> LARGE_RPM);
        return Scenario.of(
                "slow_model_first",
                "1 worker, one file: %d requests to the model with %d a minute, and then only ones to the model with %d; %d are in the queue and at the worker at once."
                        .formatted(slow, SMALL_RPM, LARGE_RPM, OUT_AT_ONCE),
                "%d s after the start the second model is called at its full rate: planning tells the pool of both models."
                        .formatted(figures.secondsToSettle(0)),
                figures,
                figures.secondsToSettle(0),
                null);
    }

    static Simulation simulate(int workers) {
        Simulation simulation = new Simulation(SECONDS);
        announce(simulation, SMALL, SMALL_RPM);
        announce(simulation, LARGE, LARGE_RPM);
        simulation.work = turns(simulation);
        return simulation.run(workers);
    }

    private static long answered(Simulation simulation) {
        return simulation.books.answeredByModel.values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static void announce(Simulation simulation, String model, long rpm) {
        simulation.provider.requestsOfModels.put(model, new WindowQuota(rpm));
        simulation.provider.headersOfModels.put(model, new PoolQuota(rpm, null, null, null));
    }

    /** A batch of each model takes turns, while not too many of its requests are out. */
    private static Supplier<SimulatedRequest> turns(Simulation simulation) {
        Random random = new Random(5);
        long[] begun = new long[1];
        return () -> {
            long answered = simulation.books.answeredByModel.getOrDefault(SMALL, 0L);
            if (random.nextBoolean() && begun[0] - answered < OUT_AT_ONCE) {
                begun[0]++;
                return SimulatedRequest.of(SMALL);
            }
            return SimulatedRequest.of(LARGE);
        };
    }
}
