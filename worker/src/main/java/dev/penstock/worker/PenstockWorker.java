package dev.penstock.worker;

import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.limits.rate.RateLimiterStatus;
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
        return start(client, settings, new WorkerRole(new LocalCompletions(), false, true));
    }

    /** One that also makes the calls that this process waits for. */
    public static PenstockWorker startWithCompletions(
            WorkflowClient client, WorkerSettings settings, LocalCompletions completions) {
        return start(client, settings, new WorkerRole(completions, true, true));
    }

    /** One that makes these calls only, within this process's share of the pools, and leaves all else to others. */
    public static PenstockWorker startForCompletions(
            WorkflowClient client, WorkerSettings settings, LocalCompletions completions) {
        return start(client, settings, new WorkerRole(completions, true, false));
    }

    private static PenstockWorker start(WorkflowClient client, WorkerSettings settings, WorkerRole role) {
        PenstockWorker worker = new PenstockWorker(ApplicationContext.builder()
                .banner(false)
                .singletons(client, settings, role)
                .start());
        worker.workers.start();
        return worker;
    }

    /** Returns the status of the rate limiters of its pools, by the pools' names. */
    public Map<String, RateLimiterStatus> limiters() {
        return context.getBean(PoolRegistry.class).all().stream()
                .collect(Collectors.toMap(
                        pool -> pool.name(), pool -> pool.limiter().status()));
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
        context.getBean(WorkerDrain.class).begin();
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
        return limiters().values().stream()
                .mapToInt(RateLimiterStatus::inFlight)
                .sum();
    }

    @Override
    public void close() {
        workers.leave();
        workers.factory().shutdownNow();
        workers.factory().awaitTermination(1, TimeUnit.SECONDS);
        context.close();
    }
}
