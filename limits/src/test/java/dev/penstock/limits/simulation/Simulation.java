package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.MILLI;
import static dev.penstock.limits.simulation.VirtualClock.SECOND;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.governor.PoolGovernor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A fleet with endless work, one provider, one governor, and no real time. */
final class Simulation {
    final VirtualClock clock;
    final SimulatedProvider provider;
    final List<SimulatedWorker> workers = new ArrayList<>();
    final SimulationRecords books;
    final int seconds;
    PoolQuota declared = PoolQuota.UNKNOWN;
    int slotsPerWorker = 100;
    Supplier<SimulatedRequest> work = sizes(300, 700);
    /** Tells whether the queue has a task; batches keep a bounded number of requests there and at workers. */
    BooleanSupplier hasWork = () -> true;

    private PoolGovernor governor;

    Simulation(int seconds) {
        this(seconds, new VirtualClock(), new SimulationRecords(seconds + 1));
    }

    /** Creates the simulation of one pool of several, which share a clock and books. */
    Simulation(int seconds, VirtualClock clock, SimulationRecords books) {
        this.seconds = seconds;
        this.clock = clock;
        this.books = books;
        provider = new SimulatedProvider(clock);
        governor = new PoolGovernor("simulated", null, clock.epochMillis());
    }

    PoolGovernor governor() {
        return governor;
    }

    /** The pool's workflow continues as new, or its worker dies: another governor goes on with the state. */
    void restartGovernor() {
        PoolMemory memory = governor.memory();
        governor = new PoolGovernor("simulated", memory, clock.epochMillis());
    }

    /** A process is replaced by another one, which knows of nothing. */
    void replaceWorker(int which) {
        workers.get(which).isDead = true;
        SimulatedWorker worker = new SimulatedWorker("worker-" + workers.size(), this, 200 + workers.size());
        workers.add(worker);
        clock.in(200 * MILLI, worker::report);
    }

    void onSecond(int second, Runnable action) {
        clock.at(second * SECOND, action);
    }

    Simulation run(int numberOfWorkers) {
        begin(numberOfWorkers);
        SimulatedTaskQueue queue = new SimulatedTaskQueue(clock, work, hasWork, workers);
        queue.start(() -> governor.queueRate(clock.epochMillis()));
        clock.every(SECOND, this::look);
        clock.runUntil(seconds * SECOND);
        return this;
    }

    /** Creates the workers, which begin to report. */
    void begin(int numberOfWorkers) {
        for (int i = 0; i < numberOfWorkers; i++) {
            workers.add(new SimulatedWorker("worker-" + i, this, 100 + i));
        }
        for (int i = 0; i < numberOfWorkers; i++) {
            // They don't start at the same moment.
            clock.in(30 * MILLI + i * 170 * MILLI, workers.get(i)::report);
        }
    }

    private void look() {
        PoolQuota quota = governor.status(clock.epochMillis()).quota();
        Long limit = quota.requestsPerMinute();
        books.limit[clock.second()] = limit == null ? 0 : limit;
        Integer slots = quota.maxConcurrency();
        books.concurrency[clock.second()] = slots == null ? 0 : slots;
    }

    /** Requests of so many tokens, estimated up to 15 % too high. */
    static Supplier<SimulatedRequest> sizes(int smallest, int largest) {
        Random random = new Random(23);
        return () -> request("all", smallest + random.nextInt(largest - smallest + 1), random);
    }

    static SimulatedRequest request(String tenant, int reserved, Random random) {
        return new SimulatedRequest(tenant, reserved, (int) (reserved * (0.85 + 0.15 * random.nextDouble())));
    }
}
