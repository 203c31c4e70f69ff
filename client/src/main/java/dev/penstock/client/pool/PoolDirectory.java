package dev.penstock.client.pool;

import dev.penstock.contracts.QueuePollers;
import dev.penstock.contracts.pool.PoolInput;
import dev.penstock.contracts.pool.PoolWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds pools by their governors, the workflows that control their rate limits. */
public final class PoolDirectory {
    private final WorkflowClient client;

    public PoolDirectory(WorkflowClient client) {
        this.client = client;
    }

    /** Lists all pools that have been called so far, sorted by name. */
    public Stream<PoolHandle> list() {
        return client.listExecutions("WorkflowType = 'Pool' AND ExecutionStatus = 'Running'")
                .flatMap(found -> PoolInput.findPool(found.getExecution().getWorkflowId()).stream())
                .sorted()
                .map(this::handle);
    }

    /** Finds a pool by its name; empty for a pool that has not been called yet. */
    public Optional<PoolHandle> find(String name) {
        try {
            WorkflowExecutionStatus status = client.newUntypedWorkflowStub(PoolInput.workflowId(name))
                    .describe()
                    .getStatus();
            return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
                    ? Optional.of(handle(name))
                    : Optional.empty();
        } catch (WorkflowNotFoundException e) {
            return Optional.empty();
        }
    }

    private PoolHandle handle(String name) {
        return new PoolHandle(
                name, client.newWorkflowStub(PoolWorkflow.class, PoolInput.workflowId(name)), new QueuePollers(client));
    }
}
