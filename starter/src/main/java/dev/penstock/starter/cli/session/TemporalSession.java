package dev.penstock.starter.cli.session;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.history.HistoryEncryption;
import dev.penstock.client.pool.PoolDirectory;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.engine.TemporalEngine;
import dev.penstock.service.prometheus.MetricsExport;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.worker.BudgetClient;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** A connection to Temporal for the length of a command. */
public final class TemporalSession implements AutoCloseable {
    /** The time to wait for a worker: longer than a query's own timeout, whose error says more. */
    private static final Duration WORKERS_ANSWER = Duration.ofSeconds(20);

    private static final String NO_WORKER = "no worker answered; start one with `penstock up`, or run the batch again";

    static {
        // Some of Temporal's libraries use the JDK's own logging, which would print to the terminal.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private final UserFolders home;
    private final TemporalEngine engine;
    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private @Nullable BatchDirectory batches;

    private TemporalSession(
            UserFolders home,
            TemporalEngine engine,
            WorkflowServiceStubsOptions options,
            HistoryEncryption encryption) {
        this.home = home;
        this.engine = engine;
        this.stubs = WorkflowServiceStubs.newServiceStubs(options);
        this.client = WorkflowClient.newInstance(stubs, encryption.addTo(engine.clientOptions()));
    }

    public static TemporalSession open(UserFolders home, Consumer<String> say) {
        HistoryEncryption encryption = home.encryption();
        TemporalEngine engine = TemporalEngine.resolve(home.engine(), say);
        return new TemporalSession(home, engine, engine.stubsOptions(), encryption);
    }

    /** Opens a session as {@link #open(UserFolders, Consumer)} does, and exports the SDK's metrics. */
    public static TemporalSession open(UserFolders home, Consumer<String> say, MetricsExport metrics) {
        HistoryEncryption encryption = home.encryption();
        TemporalEngine engine = TemporalEngine.resolve(home.engine(), say);
        return new TemporalSession(
                home,
                engine,
                WorkflowServiceStubsOptions.newBuilder(engine.stubsOptions())
                        .setMetricsScope(metrics.temporalScope())
                        .build(),
                encryption);
    }

    /** Connects to a Temporal server that runs already; empty if none runs. */
    public static Optional<TemporalSession> find(UserFolders home, Consumer<String> say) {
        HistoryEncryption encryption = home.encryption();
        return TemporalEngine.findRunning(home.engine(), say)
                .map(engine -> new TemporalSession(home, engine, engine.stubsOptions(), encryption));
    }

    public TemporalEngine engine() {
        return engine;
    }

    public WorkflowClient client() {
        return client;
    }

    /** Returns the batches of one look at the store, which a store that goes away meanwhile does not make anew. */
    public synchronized BatchDirectory batches() {
        if (batches == null) {
            batches = new BatchDirectory(client, engine.kind().isManaged(), home.store());
        }
        return batches;
    }

    public PoolDirectory pools() {
        return new PoolDirectory(client);
    }

    public BudgetClient budgets() {
        return new BudgetClient(client);
    }

    /**
     * Makes a request that only a worker can answer.
     *
     * @throws UserError if no worker answers
     */
    public static void askWorker(Runnable request) {
        boolean unused = askWorker(() -> {
            request.run();
            return true;
        });
    }

    /** Makes a request that only a worker can answer, as {@link #askWorker(Runnable)} does, and returns its answer. */
    public static <T> T askWorker(Supplier<T> request) {
        try {
            return TemporalDeadline.within(WORKERS_ANSWER, () -> RepeatedQuery.answer(request));
        } catch (WorkflowNotFoundException gone) {
            throw new UserError("the workflow is not running any more; see `penstock list`");
        } catch (WorkflowServiceException nobody) {
            throw new UserError(NO_WORKER);
        } catch (StatusRuntimeException e) {
            throw e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED ? new UserError(NO_WORKER) : e;
        }
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        stubs.awaitTermination(2, TimeUnit.SECONDS);
        engine.close();
    }
}
