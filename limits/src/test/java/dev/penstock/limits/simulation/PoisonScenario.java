package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.SECOND;

import dev.penstock.contracts.pool.PoolState;
import java.util.concurrent.atomic.AtomicInteger;

/** A small batch with a few requests that no provider can answer, and a neighbour who must not suffer from them. */
final class PoisonScenario {
    private static final int LINES = 60;
    private static final int POISONED = 3;
    private static final int STARTS = 60;
    private static final int NEIGHBOUR = 70;

    private PoisonScenario() {}

    static Scenario threeOfSixtyAlwaysFail() {
        Simulation simulation = new Simulation(180);
        simulation.declared = RateScenarios.RPM_600;
        simulation.slotsPerWorker = 0;
        for (int i = 0; i < LINES; i++) {
            SimulatedRequest line = i % (LINES / POISONED) == 7
                    ? SimulatedRequest.thatAlwaysFails("batch")
                    : new SimulatedRequest("batch", 500, 450);
            int worker = i % 2;
            simulation.onSecond(STARTS, () -> simulation.workers.get(worker).begin(line));
        }
        simulation.onSecond(
                NEIGHBOUR, () -> simulation.workers.get(0).begin(new SimulatedRequest("neighbour", 500, 450)));
        AtomicInteger outage = new AtomicInteger();
        simulation.clock.every(SECOND, () -> {
            if (simulation.governor().status(simulation.clock.epochMillis()).state() != PoolState.OPEN) {
                outage.incrementAndGet();
            }
        });
        simulation.run(2);
        double answerable = LINES - POISONED + 1;
        return Scenario.of(
                "three_of_sixty_always_fail",
                "2 workers; 60 requests at 1:00, of which three fail whenever they are called, and another batch's"
                        + " single request at 1:10.",
                "%d calls were lost, %d for each of the three; the pool was closed for %d s, and %d of the %d other requests were answered by 1:11."
                        .formatted(
                                SimulationRecords.sum(simulation.books.lost, 0, 180),
                                SimulationRecords.sum(simulation.books.lost, 0, 180) / POISONED,
                                outage.get(),
                                SimulationRecords.sum(simulation.books.answered, 0, NEIGHBOUR + 1),
                                (int) answerable),
                ScenarioMetrics.ofRequests(simulation, second -> second == STARTS ? answerable * 60 : 0),
                null,
                null);
    }
}
