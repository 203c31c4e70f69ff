package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.MILLI;
import static dev.penstock.limits.simulation.VirtualClock.SECOND;

import dev.penstock.limits.rate.AdmissionForecast;
import dev.penstock.limits.route.RouteChoice;
import dev.penstock.limits.route.RoutePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A route of several pools with endless work, in some processes. Each process has a worker of each pool, takes requests from the
 * route's task queue while one of its pools wants more, and chooses the pool of each call with the real choice.
 */
final class SimulatedRoute {
    private static final long TICK = 20 * MILLI;
    /** How many requests wait at each pool, at most half a second's. */
    private static final int READY = 4;

    final VirtualClock clock = new VirtualClock();
    final SimulationRecords books;
    final List<Simulation> pools = new ArrayList<>();
    private final List<RoutePlace> places = new ArrayList<>();
    private final List<RoutedProcess> processes = new ArrayList<>();
    private final Supplier<SimulatedRequest> work = Simulation.sizes(300, 700);
    private final int seconds;

    SimulatedRoute(int seconds) {
        this.seconds = seconds;
        books = new SimulationRecords(seconds + 1);
    }

    Simulation add(RoutePlace place) {
        Simulation pool = new Simulation(seconds, clock, books);
        pools.add(pool);
        places.add(place);
        return pool;
    }

    SimulatedRoute run(int numberOfProcesses) {
        pools.forEach(pool -> pool.begin(numberOfProcesses));
        for (int i = 0; i < numberOfProcesses; i++) {
            int number = i;
            processes.add(new RoutedProcess(
                    pools.stream().map(pool -> pool.workers.get(number)).toList()));
        }
        processes.forEach(process -> clock.every(TICK, process::fetch));
        processes.forEach(process -> clock.every(SECOND, process::chooseAgain));
        clock.runUntil(seconds * SECOND);
        return this;
    }

    private final class RoutedProcess {
        private final List<SimulatedWorker> workers;
        private final RouteChoice choice = new RouteChoice(places);

        RoutedProcess(List<SimulatedWorker> workers) {
            this.workers = workers;
            workers.forEach(worker -> worker.elsewhere = this::begin);
        }

        private void fetch() {
            while (choice.usable(forecasts(), any -> true).stream()
                    .anyMatch(index -> workers.get(index).wantsMore(READY))) {
                begin(work.get());
            }
        }

        private void begin(SimulatedRequest request) {
            int index = choice.choose(forecasts(), any -> true).orElse(0);
            workers.get(index).begin(request);
        }

        private void chooseAgain() {
            for (int index = 0; index < workers.size(); index++) {
                if (choice.isWorthLeaving(index, forecasts())) {
                    workers.get(index).withdraw().forEach(this::begin);
                }
            }
        }

        private List<AdmissionForecast> forecasts() {
            return workers.stream().map(SimulatedWorker::forecast).toList();
        }
    }
}
