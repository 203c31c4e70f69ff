package dev.penstock.worker;

import dev.penstock.contracts.MarkdownText;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.contracts.budget.BudgetStatus;
import dev.penstock.contracts.budget.BudgetWorkflow;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.LimitChange;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client of the workflows that keep budgets; a budget's workflow starts with the first message to it. */
public final class BudgetClient {
    private static final Duration TASK_TIMEOUT = Duration.ofSeconds(2);
    /** The time to wait for a worker's response: an update without a limit would wait for a worker for ever. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final WorkflowClient client;

    public BudgetClient(WorkflowClient client) {
        this.client = client;
    }

    /** Returns whether a workflow keeps this budget; needs no worker. */
    public boolean exists(BudgetId budget) {
        try {
            return client.newUntypedWorkflowStub(budget.workflowId()).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    /**
     * Starts the budget's workflow if it does not run, and sets the configured limits.
     *
     * @param configured null leaves the limits as they are
     */
    public BudgetStatus open(BudgetId budget, @Nullable BudgetLimits configured) {
        return setLimits(budget, LimitChange.configured(configured));
    }

    public BudgetStatus setLimits(BudgetId budget, LimitChange change) {
        BudgetWorkflow workflow = stub(budget);
        return TemporalDeadline.within(
                TIMEOUT,
                () -> WorkflowClient.executeUpdateWithStart(
                        workflow::setLimits, change, completed(BudgetStatus.class), start(workflow)));
    }

    LeaseGrant draw(BudgetId budget, LeaseRequest request) {
        BudgetWorkflow workflow = stub(budget);
        return TemporalDeadline.within(
                TIMEOUT,
                () -> WorkflowClient.executeUpdateWithStart(
                        workflow::draw, request, completed(LeaseGrant.class), start(workflow)));
    }

    void send(BudgetId budget, LeaseRequest request) {
        client.newUntypedWorkflowStub(budget.workflowId()).signal("requestLease", request);
    }

    /**
     * Sets the configured limits by a signal, which needs no worker, and starts the budget's workflow if it does not
     * run.
     */
    public void configure(BudgetId budget, BudgetLimits configured) {
        BudgetWorkflow workflow = stub(budget);
        BatchRequest both = client.newSignalWithStartRequest();
        both.add(workflow::run, null);
        both.add(workflow::configure, configured);
        TemporalDeadline.within(TIMEOUT, () -> client.signalWithStart(both));
    }

    private BudgetWorkflow stub(BudgetId budget) {
        return client.newWorkflowStub(
                BudgetWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(Queues.MAIN)
                        .setWorkflowId(budget.workflowId())
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowTaskTimeout(TASK_TIMEOUT)
                        .setStaticSummary("daily and monthly budget of " + MarkdownText.code(budget.toString()))
                        .build());
    }

    private static WithStartWorkflowOperation<Void> start(BudgetWorkflow workflow) {
        return new WithStartWorkflowOperation<>(workflow::run, null);
    }

    private static <T> UpdateOptions<T> completed(Class<T> type) {
        return UpdateOptions.<T>newBuilder()
                .setResultClass(type)
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
    }
}
