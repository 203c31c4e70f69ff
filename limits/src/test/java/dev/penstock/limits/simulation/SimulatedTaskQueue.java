package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.MILLI;
import static dev.penstock.limits.simulation.VirtualClock.SECOND;

import dev.penstock.limits.governor.QueueRate;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A pool's task queue on the server: endless work, dispatched at a rate that is set with some delay. */
final class SimulatedTaskQueue {
    private static final long TICK = 20 * MILLI;

    private final VirtualClock clock;
    private final Supplier<SimulatedRequest> work;
    private final BooleanSupplier hasWork;
    private final List<SimulatedWorker> workers;
    private @Nullable Double perSecond;
    private double ready;
    private int turn;

    SimulatedTaskQueue(
            VirtualClock clock,
            Supplier<SimulatedRequest> work,
            BooleanSupplier hasWork,
            List<SimulatedWorker> workers) {
        this.hasWork = hasWork;
        this.clock = clock;
        this.work = work;
        this.workers = workers;
    }

    void start(Supplier<QueueRate> rate) {
        clock.every(2 * SECOND, () -> follow(rate.get().tasksPerSecond()));
        clock.every(TICK, this::dispatch);
    }

    private void follow(@Nullable Double wanted) {
        if (wanted == null || perSecond == null || wanted == 0 || Math.abs(wanted - perSecond) >= 0.05 * perSecond) {
            clock.in(wanted != null && wanted == 0 ? 0 : SECOND / 2, () -> perSecond = wanted);
        }
    }

    private void dispatch() {
        Double rate = perSecond;
        ready = rate == null ? Double.POSITIVE_INFINITY : Math.min(rate, ready + rate * TICK / SECOND);
        int refused = 0;
        while (ready >= 1 && refused < workers.size() && hasWork.getAsBoolean()) {
            SimulatedWorker worker = workers.get(turn++ % workers.size());
            if (worker.hasFreeSlot()) {
                worker.begin(work.get());
                ready--;
                refused = 0;
            } else {
                refused++;
            }
        }
    }
}
