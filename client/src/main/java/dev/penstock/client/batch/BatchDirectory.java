package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.MarkdownText;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.batch.BatchAttributes;
import dev.penstock.contracts.batch.BatchPools;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.Store;
import dev.penstock.store.input.InputGrants;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.StoredPlan;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.Priority;
import io.temporal.common.SearchAttributes;
import io.temporal.common.converter.DataConverterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Starts the batches of one store in Temporal, and finds and lists them. It leaves batches of other stores alone. */
public final class BatchDirectory {
    /** The workflow task timeout, as for shards: after it, a task is taken to be lost together with its worker. */
    private static final Duration TASK_TIMEOUT = Duration.ofSeconds(5);

    private static final String RUNNING = "WorkflowType = 'Batch' AND ExecutionStatus = 'Running'";

    private final WorkflowClient client;
    private final boolean findableByTenant;
    private final Store store;

    /**
     * @param findableByTenant whether the server has the search attribute for tenants
     * @param store the store of these batches
     */
    public BatchDirectory(WorkflowClient client, boolean findableByTenant, Store store) {
        this.store = store;
        this.client = client;
        this.findableByTenant = findableByTenant;
    }

    /**
     * Starts a batch, or returns the running batch of this id; so submitting is safe to repeat.
     *
     * @throws BatchOfAnotherStore when a batch of another store runs under this id
     */
    public BatchHandle submit(BatchId id, BatchSpec spec) {
        allowInput(id, spec);
        StoreId own = store.id();
        BatchWorkflow batch = client.newWorkflowStub(
                BatchWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(Queues.MAIN)
                        .setWorkflowId(id.workflowId())
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setPriority(Priority.newBuilder()
                                .setPriorityKey(spec.priority().priorityKey())
                                .build())
                        .setWorkflowTaskTimeout(TASK_TIMEOUT)
                        .setStaticSummary(MarkdownText.code(spec.input()))
                        .setMemo(Map.of(BatchAttributes.STORE, own, BatchAttributes.POOLS, BatchPools.of(spec)))
                        .setTypedSearchAttributes(attributes(spec))
                        .build());
        WorkflowClient.start(batch::run, spec.with(SpecKey.STORE, own.value()));
        return find(id).orElseGet(() -> handle(id));
    }

    /** Allows a batch to read its input, which {@link #submit} does, too. */
    public void allowInput(BatchId id, BatchSpec spec) {
        try {
            new InputGrants(store).grant(id, spec.input());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write batch " + id + " to the store: " + e.getMessage(), e);
        }
    }

    /**
     * Finds the newest run of a batch; empty when Temporal knows none.
     *
     * @throws BatchOfAnotherStore when that run belongs to another store
     */
    public Optional<BatchHandle> find(BatchId id) {
        return described(id).map(found -> {
            storeOf(found).filter(theirs -> !theirs.equals(store.id())).ifPresent(theirs -> {
                throw new BatchOfAnotherStore(id, theirs, store.id());
            });
            return handle(id);
        });
    }

    /** Finds the newest run of a batch as {@link #find} does; empty also when that run belongs to another store. */
    public Optional<BatchHandle> findOurs(BatchId id) {
        return described(id).filter(this::isOurs).map(found -> handle(id));
    }

    private Optional<WorkflowExecutionMetadata> described(BatchId id) {
        try {
            return Optional.of(client.newUntypedWorkflowStub(id.workflowId()).describe());
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Lists all batches, each as it ran last, newest first. */
    public Stream<ListedBatch> list() {
        return ListedBatch.newestOfEach(listed("WorkflowType = 'Batch'", this::isOurs));
    }

    /** Lists all running batches, however old. */
    public Stream<ListedBatch> listRunning() {
        return listed(RUNNING, this::isOurs);
    }

    /** Lists all running batches, however old, of all stores on this Temporal server, which share the budgets of tenants. */
    public Stream<ListedBatch> listRunningOfAllStores() {
        return listed(RUNNING, any -> true);
    }

    /** Lists batches; passes over workflows under an id that no batch can have, which anybody may start. */
    private Stream<ListedBatch> listed(String query, Predicate<WorkflowExecutionMetadata> wanted) {
        return client.listExecutions(query).filter(wanted).flatMap(found -> ListedBatch.find(found).stream());
    }

    /**
     * Returns whether a batch belongs to this store, as far as is known before a worker has planned it. What is encrypted with
     * a key that is not here does not.
     */
    private boolean isOurs(WorkflowExecutionMetadata found) {
        try {
            return storeOf(found).filter(theirs -> !theirs.equals(store.id())).isEmpty();
        } catch (DataConverterException | IllegalStateException unreadable) {
            return false;
        }
    }

    private static Optional<StoreId> storeOf(WorkflowExecutionMetadata found) {
        return Optional.ofNullable((StoreId) found.getMemo(BatchAttributes.STORE, StoreId.class));
    }

    /** Returns what this store's batches wait for if no worker of the store runs; empty as long as one does. */
    public Optional<String> missingWorker() {
        return new StoreWorkers(client).has(store.id())
                ? Optional.empty()
                : Optional.of("waits for a worker of store %s; start one, or run the same command again"
                        .formatted(store.id()));
    }

    /** Returns what a batch of this store waits for if no worker runs that could go on with it; empty as long as one does. */
    public Optional<String> missingWorker(BatchId id) {
        return missingWorker().or(() -> missingPool(id, List.of()));
    }

    /**
     * Returns which of its pools a batch waits for because no worker has it; empty as long as one does.
     *
     * @param served pools that have a worker, which may have begun too lately to be found
     */
    public Optional<String> missingPool(BatchId id, List<String> served) {
        StoreWorkers workers = new StoreWorkers(client);
        List<String> planned = plannedPools(id);
        List<String> pools = planned.isEmpty() ? allowedPools(id) : planned;
        List<String> missing = pools.stream()
                .filter(pool -> !served.contains(pool) && !workers.serve(store.id(), pool))
                .toList();
        // Which of several pools the requests go to is not known before the batch is planned.
        return planned.isEmpty() && missing.size() < pools.size()
                ? Optional.empty()
                : missing.stream().findFirst().map(name -> new MissingPool(name).sentence());
    }

    /** Returns the pools that a batch needs if it is planned, and otherwise those that its newest run may use; empty = any. */
    public List<String> pools(BatchId id) {
        List<String> planned = plannedPools(id);
        return planned.isEmpty() ? allowedPools(id) : planned;
    }

    private List<String> plannedPools(BatchId id) {
        try {
            return new PlanFiles(store).find(id).map(StoredPlan::pools).orElse(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the plan of batch " + id + ": " + e.getMessage(), e);
        }
    }

    private List<String> allowedPools(BatchId id) {
        Optional<String[]> names = described(id)
                .flatMap(found -> Optional.ofNullable((String[]) found.getMemo(BatchAttributes.POOLS, String[].class)));
        return names.map(List::of).orElse(List.of());
    }

    private SearchAttributes attributes(BatchSpec spec) {
        SearchAttributes.Builder attributes = SearchAttributes.newBuilder();
        if (findableByTenant) {
            spec.tenant().ifPresent(tenant -> attributes.set(BatchAttributes.TENANT, tenant));
        }
        return attributes.build();
    }

    /** Returns a handle without checking that the batch exists. */
    public BatchHandle handle(BatchId id) {
        WorkflowStub stub = client.newUntypedWorkflowStub(id.workflowId());
        return new BatchHandle(client, id, stub);
    }
}
