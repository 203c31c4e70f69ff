package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.MarkdownText;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.batch.BatchAttributes;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.Priority;
import io.temporal.common.SearchAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts batches in Temporal, and finds and lists them. */
public final class BatchDirectory {
    /** The workflow task timeout, as for shards: after it, a task is taken to be lost together with its worker. */
    private static final Duration DEAD_WORKER = Duration.ofSeconds(5);

    private final WorkflowClient client;
    private final boolean findableByTenant;

    /**
     * @param findableByTenant whether the server has the search attribute for tenants
     */
    public BatchDirectory(WorkflowClient client, boolean findableByTenant) {
        this.client = client;
        this.findableByTenant = findableByTenant;
    }

    /** Starts a batch, or returns the running batch of this id; so submitting is safe to repeat. */
    public BatchHandle submit(BatchId id, BatchSpec spec) {
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
                        .setWorkflowTaskTimeout(DEAD_WORKER)
                        .setStaticSummary(MarkdownText.code(spec.input()))
                        .setTypedSearchAttributes(attributes(spec))
                        .build());
        WorkflowClient.start(batch::run, spec);
        return handle(id);
    }

    /** Finds the newest run of a batch; empty when Temporal knows none. */
    public Optional<BatchHandle> find(BatchId id) {
        BatchHandle handle = handle(id);
        try {
            handle.status();
            return Optional.of(handle);
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Lists the runs of all batches, newest first. */
    public Stream<ListedBatch> list() {
        return listed("WorkflowType = 'Batch'");
    }

    /** Lists all running batches, however old. */
    public Stream<ListedBatch> listRunning() {
        return listed("WorkflowType = 'Batch' AND ExecutionStatus = 'Running'");
    }

    /** Lists batches; passes over workflows under an id that no batch can have, which anybody may start. */
    private Stream<ListedBatch> listed(String query) {
        return client.listExecutions(query).flatMap(found -> ListedBatch.find(found).stream());
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
