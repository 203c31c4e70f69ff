package dev.penstock.client;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.FailureReason;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailurePolicy;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.StateFolder;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Batches and lists of requests from a Java program; to be closed.
 *
 * <p>Everything here is durable: requests are a batch in Temporal, done by the workers that run ({@code penstock up},
 * {@code penstock worker}). If this program dies, the work goes on, and asking for the same requests again finds their
 * batch, pays nothing twice and returns what there is. For what need not outlive the program, any OpenAI client with
 * Penstock's HTTP API as its base URL does.
 */
public final class Penstock implements AutoCloseable {
    private final WorkflowServiceStubs stubs;
    private final BatchDirectory batches;
    private final Store store;

    private Penstock(RunningTemporal temporal, Store store) {
        this.stubs = WorkflowServiceStubs.newServiceStubs(temporal.stubs());
        WorkflowClient client = WorkflowClient.newInstance(stubs, temporal.client());
        this.batches = new BatchDirectory(client, temporal.isDevServerOfPenstock());
        this.store = store;
    }

    /**
     * Connects to Temporal and to the store that the environment names, by default to those on this machine that
     * {@code penstock up} uses.
     *
     * @throws IllegalStateException when the environment names no Temporal server and none runs on this machine
     */
    public static Penstock connect() {
        return connect(System.getenv());
    }

    /** {@link #connect()} with another environment: {@code TEMPORAL_ADDRESS}, {@code PENSTOCK_HOME}, {@code PENSTOCK_STORE}, … */
    public static Penstock connect(Map<String, String> environment) {
        return new Penstock(RunningTemporal.find(environment), FileStore.at(StateFolder.storeUri(environment)));
    }

    /** Starts a batch, or finds it where it was started before. */
    public Batch submit(BatchId id, BatchSpec spec) {
        return new Batch(batches.submit(id, spec), store);
    }

    /** Empty when there is no batch of this name. */
    public Optional<Batch> find(BatchId id) {
        return batches.find(id).map(handle -> new Batch(handle, store));
    }

    /**
     * Waits for all of them, as {@code asyncio.gather(…, return_exceptions=True)} does; durable.
     *
     * @return in the order of the requests; of those given up on, why
     * @throws IllegalArgumentException when one of them cannot be sent as it is, before anything is
     */
    public List<RequestOutcome> completeAll(List<Request> requests) {
        RequestBatch input = RequestBatch.of(requests);
        Batch batch = start(input, FailurePolicy.CONTINUE);
        var unused = batch.await();
        return StoredOutcomes.of(store, input);
    }

    /**
     * Outcomes as they complete, as {@code asyncio.as_completed} does; durable: who doesn't read on cancels nothing.
     * The stream waits for the next one.
     */
    public Stream<RequestOutcome> asCompleted(List<Request> requests) {
        return start(RequestBatch.of(requests), FailurePolicy.CONTINUE).outcomes();
    }

    /**
     * Waits for all of them or for the first that is given up on, as an {@code asyncio.TaskGroup} does; durable.
     *
     * @return in the order of the requests
     * @throws RequestFailed when one was given up on; the others are then cancelled, and what they brought is kept
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
        Optional<BatchHandle> known = batches.find(input.id());
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
