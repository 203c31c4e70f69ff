package dev.penstock.starter.cli;

import dev.penstock.client.batch.Batches;
import dev.penstock.client.pool.Pools;
import dev.penstock.engine.Engine;
import dev.penstock.service.prometheus.MetricsExport;
import dev.penstock.worker.AccountBooks;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A connection to Temporal for the length of a command. */
final class Session implements AutoCloseable {
    /** Longer than a query's timeout, which tells more. */
    private static final Duration WORKERS_ANSWER = Duration.ofSeconds(20);

    private static final String NO_WORKER = "no worker answered; start one with `penstock up`, or run the batch again";

    private final Engine engine;
    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;

    private Session(Engine engine, WorkflowServiceStubsOptions options) {
        this.engine = engine;
        this.stubs = WorkflowServiceStubs.newServiceStubs(options);
        this.client = WorkflowClient.newInstance(stubs, engine.clientOptions());
    }

    static Session open(Home home, Consumer<String> say) {
        return over(Engine.resolve(home.engine(), say));
    }

    /** The same for a process whose metrics somebody may want to see. */
    static Session open(Home home, Consumer<String> say, MetricsExport metrics) {
        Engine engine = Engine.resolve(home.engine(), say);
        return new Session(
                engine,
                WorkflowServiceStubsOptions.newBuilder(engine.stubsOptions())
                        .setMetricsScope(metrics.temporalScope())
                        .build());
    }

    private static Session over(Engine engine) {
        return new Session(engine, engine.stubsOptions());
    }

    /** With a Temporal that runs already; empty when none does. */
    static Optional<Session> find(Home home, Consumer<String> say) {
        return Engine.findRunning(home.engine(), say).map(Session::over);
    }

    Engine engine() {
        return engine;
    }

    WorkflowClient client() {
        return client;
    }

    Batches batches() {
        return new Batches(client, engine.kind().isManaged());
    }

    Pools pools() {
        return new Pools(client);
    }

    AccountBooks accounts() {
        return new AccountBooks(client);
    }

    /** A request that only a worker can answer, put in the user's terms when there is none. */
    static void askingAWorker(Runnable request) {
        boolean unused = askingAWorker(() -> {
            request.run();
            return true;
        });
    }

    /** The same for one that brings something back. */
    static <T> T askingAWorker(Supplier<T> request) {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(request, Thread::startVirtualThread);
        try {
            // An update waits for a worker for ever.
            return answer.get(WORKERS_ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new UserError(NO_WORKER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("interrupted");
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case WorkflowNotFoundException gone -> new UserError("it is not running any more; see `penstock list`");
                case WorkflowServiceException nobody -> new UserError(NO_WORKER);
                case RuntimeException other -> other;
                case null, default -> new IllegalStateException(e);
            };
        }
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        stubs.awaitTermination(2, TimeUnit.SECONDS);
        engine.close();
    }
}
