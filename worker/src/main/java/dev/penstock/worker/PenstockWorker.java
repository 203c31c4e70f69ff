package dev.penstock.worker;

import dev.penstock.activities.llm.Drain;
import dev.penstock.activities.llm.PoolRegistry;
import dev.penstock.limits.rate.GateStatus;
import io.micronaut.context.ApplicationContext;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running worker; stopped by {@link #drain} and {@link #close}, in this order, or by the latter alone. */
public final class PenstockWorker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PenstockWorker.class);
    private static final Duration REPORTING = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final ApplicationContext context;
    private final TemporalWorkers workers;

    private PenstockWorker(ApplicationContext context) {
        this.context = context;
        this.workers = context.getBean(TemporalWorkers.class);
    }

    public static PenstockWorker start(WorkflowClient client, WorkerSettings settings) {
        return start(client, settings, new Role(new Desk(), false, true));
    }

    /** One that also makes the calls that this process waits for. */
    public static PenstockWorker startWithDesk(WorkflowClient client, WorkerSettings settings, Desk desk) {
        return start(client, settings, new Role(desk, true, true));
    }

    /** One that makes these calls only, within this process's share of the pools, and leaves all else to others. */
    public static PenstockWorker startDesk(WorkflowClient client, WorkerSettings settings, Desk desk) {
        return start(client, settings, new Role(desk, true, false));
    }

    private static PenstockWorker start(WorkflowClient client, WorkerSettings settings, Role role) {
        PenstockWorker worker = new PenstockWorker(ApplicationContext.builder()
                .banner(false)
                .singletons(client, settings, role)
                .start());
        worker.workers.start();
        return worker;
    }

    /** The gates of its pools, by the pools' names. */
    public Map<String, GateStatus> gates() {
        return context.getBean(PoolRegistry.class).all().stream()
                .collect(Collectors.toMap(
                        pool -> pool.name(), pool -> pool.gate().status()));
    }

    /** Of the pools that cannot be called as they could, why, for people. */
    public List<String> troubles() {
        return workers.troubles();
    }

    /**
     * Takes no new work, gives what waits back to its queue and lets running calls end.
     *
     * @return the calls that had not ended after the grace time
     */
    public int drain(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        log.info("Draining: {} calls under way", inFlight());
        context.getBean(Drain.class).begin();
        workers.factory().suspendPolling();
        while (inFlight() > 0
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        int left = inFlight();
        workers.leave();
        // Only now: shutting down makes heartbeats fail, and with them the calls under way.
        workers.factory().shutdown();
        if (left == 0) {
            workers.factory().awaitTermination(REPORTING.toMillis(), TimeUnit.MILLISECONDS);
        }
        return left;
    }

    /** Calls under way. */
    public int inFlight() {
        return gates().values().stream().mapToInt(GateStatus::inFlight).sum();
    }

    @Override
    public void close() {
        workers.leave();
        workers.factory().shutdownNow();
        workers.factory().awaitTermination(1, TimeUnit.SECONDS);
        context.close();
    }
}
