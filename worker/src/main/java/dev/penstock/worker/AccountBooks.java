package dev.penstock.worker;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;
import dev.penstock.contracts.account.AccountLimits;
import dev.penstock.contracts.account.AccountStatus;
import dev.penstock.contracts.account.AccountWorkflow;
import dev.penstock.contracts.account.LimitChange;
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

/** The accounts' workflows, asked and told from outside; whoever speaks first starts one. */
public final class AccountBooks {
    private static final Duration DEAD_WORKER = Duration.ofSeconds(2);
    /** An update waits for a worker for ever; a call should not. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WorkflowClient client;

    public AccountBooks(WorkflowClient client) {
        this.client = client;
    }

    /** Asks no worker. */
    public boolean exists(AccountId account) {
        try {
            return client.newUntypedWorkflowStub(account.workflowId())
                            .describe()
                            .getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    /**
     * Opens it if it isn't open.
     *
     * @param configured null = nothing to say about that
     */
    public AccountStatus open(AccountId account, @Nullable AccountLimits configured) {
        return setLimits(account, LimitChange.configured(configured));
    }

    public AccountStatus setLimits(AccountId account, LimitChange change) {
        AccountWorkflow workflow = stub(account);
        return TemporalDeadline.within(
                PATIENCE,
                () -> WorkflowClient.executeUpdateWithStart(
                        workflow::setLimits, change, completed(AccountStatus.class), start(workflow)));
    }

    AccountGrant draw(AccountId account, AccountAsk ask) {
        AccountWorkflow workflow = stub(account);
        return TemporalDeadline.within(
                PATIENCE,
                () -> WorkflowClient.executeUpdateWithStart(
                        workflow::draw, ask, completed(AccountGrant.class), start(workflow)));
    }

    void tell(AccountId account, AccountAsk ask) {
        client.newUntypedWorkflowStub(account.workflowId()).signal("ask", ask);
    }

    /** Opens it if it isn't open; needs no worker. */
    public void configure(AccountId account, AccountLimits configured) {
        AccountWorkflow workflow = stub(account);
        BatchRequest both = client.newSignalWithStartRequest();
        both.add(workflow::run, null);
        both.add(workflow::configure, configured);
        TemporalDeadline.within(PATIENCE, () -> client.signalWithStart(both));
    }

    private AccountWorkflow stub(AccountId account) {
        return client.newWorkflowStub(
                AccountWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(Queues.MAIN)
                        .setWorkflowId(account.workflowId())
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowTaskTimeout(DEAD_WORKER)
                        .setStaticSummary("what " + account + " may spend by day and month")
                        .build());
    }

    private static WithStartWorkflowOperation<Void> start(AccountWorkflow workflow) {
        return new WithStartWorkflowOperation<>(workflow::run, null);
    }

    private static <T> UpdateOptions<T> completed(Class<T> type) {
        return UpdateOptions.<T>newBuilder()
                .setResultClass(type)
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
    }
}
