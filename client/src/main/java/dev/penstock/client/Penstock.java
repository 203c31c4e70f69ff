package dev.penstock.client;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.FailureReason;
import dev.penstock.client.history.HistoryEncryption;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.StateFolder;
import dev.penstock.store.Store;
import dev.penstock.store.location.StoreLocation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Client of Penstock for Java programs: submits batches and lists of requests; close it after use.
 *
 * <p>All work is durable: requests become a batch in Temporal, processed by running workers ({@code penstock up},
 * {@code penstock worker}). If this program dies, the work goes on; submitting equal requests again finds their batch,
 * pays for nothing twice and returns the existing outcomes. For requests that need not outlive the program, use any
 * OpenAI client with Penstock's HTTP API as its base URL.
 */
public final class Penstock implements AutoCloseable {
    private final WorkflowServiceStubs stubs;
    private final BatchDirectory batches;
    private final Store store;

    private Penstock(RunningTemporal temporal, HistoryEncryption encryption, Store store) {
        this.stubs = WorkflowServiceStubs.newServiceStubs(temporal.stubs());
        WorkflowClient client = WorkflowClient.newInstance(stubs, encryption.addTo(temporal.client()));
        this.batches = new BatchDirectory(client, temporal.isDevServerOfPenstock(), store);
        this.store = store;
    }

    /**
     * Connects to the Temporal server and the store that the environment names; the defaults are the ones of
     * {@code penstock up} on this machine.
     *
     * @throws IllegalStateException when the environment names no Temporal server and none runs on this machine
     */
    public static Penstock connect() {
        return connect(System.getenv());
    }

    /**
     * Connects like {@link #connect()}, with the given variables in place of the process's environment.
     *
     * @param environment variables such as {@code TEMPORAL_ADDRESS}, {@code PENSTOCK_HOME} and {@code PENSTOCK_STORE}
     */
    public static Penstock connect(Map<String, String> environment) {
        return new Penstock(
                RunningTemporal.find(environment),
                HistoryEncryption.of(environment),
                StoreLocation.open(StateFolder.storeUri(environment)));
    }

    /**
     * Starts a batch, or returns the running batch of this id.
     *
     * @throws IllegalStateException when a batch of another store runs under this id
     */
    public Batch submit(BatchId id, BatchSpec spec) {
        return new Batch(batches.submit(id, spec), store);
    }

    /**
     * Finds a batch by its id; empty when Temporal does not know the batch.
     *
     * @throws IllegalStateException when the batch belongs to another store
     */
    public Optional<Batch> find(BatchId id) {
        return batches.find(id).map(handle -> new Batch(handle, store));
    }

    /**
     * Sends all requests durably and waits until each has an outcome, like Python's
     * {@code asyncio.gather(…, return_exceptions=True)}.
     *
     * @return outcomes in the order of the requests; a dead letter's outcome carries its error
     * @throws IllegalArgumentException when a request is invalid; nothing has been sent then
     */
    public List<RequestOutcome> completeAll(List<Request> requests) {
        RequestBatch input = RequestBatch.of(requests);
        Batch batch = start(input, FailurePolicy.CONTINUE);
        var unused = batch.await();
        return StoredOutcomes.of(store, input);
    }

    /**
     * Sends all requests durably and streams outcomes as requests complete, like Python's {@code asyncio.as_completed}.
     * The stream blocks until the next outcome; abandoning the stream cancels nothing.
     */
    public Stream<RequestOutcome> asCompleted(List<Request> requests) {
        return start(RequestBatch.of(requests), FailurePolicy.CONTINUE).outcomes();
    }

    /**
     * Sends all requests durably and waits until all are answered or the first fails, like Python's
     * {@code asyncio.TaskGroup}.
     *
     * @return outcomes in the order of the requests
     * @throws RequestFailed when a request failed for good; the others are cancelled, and their finished results are kept
     */
    public List<RequestOutcome> completeAllOrFail(List<Request> requests) {
        RequestBatch input = RequestBatch.of(requests).named("-or-fail");
        Batch batch = start(input, FailurePolicy.FAIL_FAST);
        try {
            var unused = batch.await();
        } catch (WorkflowFailedException failure) {
            boolean byADeadLetter = FailureReason.find(failure)
                    .filter(why -> FailureTypes.FAIL_FAST.equals(why.getType()))
                    .isPresent();
            if (!byADeadLetter) {
                throw failure;
            }
            throw new RequestFailed(StoredOutcomes.firstGivenUpOn(store, input));
        }
        List<RequestOutcome> outcomes = StoredOutcomes.of(store, input);
        outcomes.stream().filter(outcome -> !outcome.isAnswered()).findFirst().ifPresent(outcome -> {
            throw new RequestFailed(outcome);
        });
        return outcomes;
    }

    private Batch start(RequestBatch input, FailurePolicy failure) {
        Optional<BatchHandle> known = batches.findOurs(input.id());
        if (known.isPresent() && (known.get().isRunning() || StoredOutcomes.areWhole(store, input))) {
            return new Batch(known.get(), store);
        }
        return submit(
                input.id(),
                BatchSpec.of(input.store(store).toString())
                        .with(SpecKey.FAILURE, failure == FailurePolicy.FAIL_FAST ? "fail-fast" : null));
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        boolean unused = stubs.awaitTermination(2, TimeUnit.SECONDS);
    }
}
