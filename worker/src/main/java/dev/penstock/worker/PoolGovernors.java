package dev.penstock.worker;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.pool.PoolInput;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolShare;
import dev.penstock.contracts.pool.PoolWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import jakarta.inject.Singleton;
import java.time.Duration;

/** A client of the pools' governors, which are workflows; a governor starts with the first report to it. */
@Singleton
final class PoolGovernors {
    /**
     * The workflow task timeout of a governor, so that a worker that dies with a report holds up others for less than
     * the usual ten seconds.
     */
    private static final Duration TASK_TIMEOUT = Duration.ofSeconds(2);

    private final WorkflowClient client;

    PoolGovernors(WorkflowClient client) {
        this.client = client;
    }

    PoolShare report(String pool, PoolReport report) {
        PoolWorkflow governor = client.newWorkflowStub(
                PoolWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(Queues.MAIN)
                        .setWorkflowId(PoolInput.workflowId(pool))
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowTaskTimeout(TASK_TIMEOUT)
                        .setStaticSummary("governs pool " + pool)
                        .build());
        return WorkflowClient.executeUpdateWithStart(
                governor::report,
                report,
                UpdateOptions.<PoolShare>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(governor::run, new PoolInput(pool, null)));
    }
}
