package dev.penstock.worker;

import dev.penstock.activities.completion.DirectCompletions;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.process.WorkerDrain;
import io.micronaut.context.ApplicationContext;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running worker, stopped by {@link #drain} and then {@link #close}, or by {@link #close} alone. */
public final class PenstockWorker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PenstockWorker.class);
    private static final Duration REPORTING = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final ApplicationContext context;
    private final TemporalWorkers workers;
    private final WorkerRole role;

    private PenstockWorker(ApplicationContext context, WorkerRole role) {
        this.context = context;
        this.role = role;
        this.workers = context.getBean(TemporalWorkers.class);
    }

    public static PenstockWorker start(WorkflowClient client, WorkerSettings settings) {
        return start(client, settings, new WorkerRole(new LocalCompletions(), false, true));
    }

    /** Starts a worker that serves all work, and also makes the calls of the completions that this process waits for. */
    public static PenstockWorker startWithCompletions(
            WorkflowClient client, WorkerSettings settings, LocalCompletions completions) {
        return start(client, settings, new WorkerRole(completions, true, true));
    }

    /**
     * Starts a worker that only makes the calls of the completions that this process waits for, within its share of the
     * pools.
     */
    public static PenstockWorker startForCompletions(
            WorkflowClient client, WorkerSettings settings, LocalCompletions completions) {
        return start(client, settings, new WorkerRole(completions, true, false));
    }

    private static PenstockWorker start(WorkflowClient client, WorkerSettings settings, WorkerRole role) {
        PenstockWorker worker = new PenstockWorker(
                ApplicationContext.builder()
                        .banner(false)
                        .singletons(client, settings, role)
                        .start(),
                role);
        worker.workers.start();
        if (role.withCompletions()) {
            role.completions().serve(worker.context.getBean(DirectCompletions.class), settings.servedNames());
        }
        return worker;
    }

    /** Returns a sentence for each pool that is not open, with the reason. */
    public List<String> poolProblems() {
        return workers.poolProblems();
    }

    /**
     * Takes no new work, gives waiting tasks back to their queue and lets running calls end.
     *
     * @return the number of calls that had not ended after the grace time
     */
    public int drain(Duration grace) {
        log.info("Draining: {} calls under way", inFlight());
        stopPolling();
        long end = System.nanoTime() + grace.toNanos();
        awaitNone(this::inFlight, () -> System.nanoTime() - end >= 0);
        int left = inFlight();
        stopReporting(left == 0);
        return left;
    }

    /**
     * Takes no new work, gives waiting tasks back to their queue and lets all running activities end, not only calls: those of
     * batches that other processes wait for, when this process has no more use for its worker.
     *
     * @param enough whether to wait no longer
     */
    public void handOver(BooleanSupplier enough) {
        log.info("Handing over: {} activities under way", workers.running());
        stopPolling();
        awaitNone(workers::running, enough);
        stopReporting(workers.running() == 0);
    }

    /** Takes no new work and gives waiting tasks back to their queue; calls in flight go on. */
    public void stopPolling() {
        context.getBean(WorkerDrain.class).begin();
        workers.takeNoMoreActivities();
    }

    private static void awaitNone(IntSupplier running, BooleanSupplier enough) {
        while (running.getAsInt() > 0
                && !enough.getAsBoolean()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private void stopReporting(boolean ended) {
        workers.leave();
        // Shutting down makes heartbeats fail, and with them the calls under way; hence not before this point.
        workers.factory().shutdown();
        if (ended) {
            workers.factory().awaitTermination(REPORTING.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Returns whether other workers have a share of one of this worker's pools. */
    public boolean isOneOfMany() {
        return workers.isOneOfMany();
    }

    /** Returns the number of activities under way, which are calls, plans and assemblies of any batch. */
    public int activities() {
        return workers.running();
    }

    /** Returns whether the providers of all of these pools have rejected the account. */
    public boolean areBlocked(Collection<String> pools) {
        PoolRegistry registry = context.getBean(PoolRegistry.class);
        return pools.stream()
                .allMatch(name -> registry.find(name).map(Pool::isBlocked).orElse(false));
    }

    /** Returns the number of calls under way. */
    public int inFlight() {
        return context.getBean(PoolRegistry.class).all().stream()
                .mapToInt(pool -> pool.limiter().status().inFlight())
                .sum();
    }

    @Override
    public void close() {
        if (role.withCompletions()) {
            role.completions().stop();
        }
        workers.leave();
        workers.factory().shutdownNow();
        workers.factory().awaitTermination(1, TimeUnit.SECONDS);
        context.close();
    }
}
