package dev.penstock.simulator;

import dev.penstock.simulator.options.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/** A simulator on a free port, a client, and a clock that only moves when told. */
abstract class SimulatorFixture {
    private final AtomicLong nanos = new AtomicLong();
    protected Simulator simulator = start(SimulatorOptions.DEFAULT);
    protected TestingClient client = new TestingClient(simulator);

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    protected void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Simulator start(SimulatorOptions options) {
        return Simulator.start(options, nanos::get, () -> Instant.EPOCH.plusNanos(nanos.get()));
    }
}
