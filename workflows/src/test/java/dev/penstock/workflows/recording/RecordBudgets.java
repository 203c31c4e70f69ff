package dev.penstock.workflows.recording;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetStatus;
import dev.penstock.contracts.budget.BudgetWorkflow;
import dev.penstock.contracts.budget.LimitChange;
import dev.penstock.contracts.shard.Shortfall;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Batches that may not spend just anything, and the budgets that they draw on. */
class RecordBudgets extends HistoryRecording {
    private static final BudgetId BUDGET = BudgetId.ofTenant("acme");
    private static final BigDecimal MUCH = new BigDecimal("1");
    /** Of 13 calls, enough for 7. */
    private static final BigDecimal LITTLE = new BigDecimal("0.005");

    private final Script script = new Script(13, 5);

    @Test
    void askedGrantedAndReached() {
        BatchWorkflow batch = start("with-a-budget", script, spec().with(SpecKey.BUDGET_USD, LITTLE));
        awaitState(batch, BatchState.PAUSED);
        batch.setBudget(MUCH);
        save("with-a-budget", batch);
    }

    @Test
    void settleShortfall() {
        AtomicBoolean once = new AtomicBoolean();
        script.faults = input -> {
            if (input.slice().line() == 4 && !once.getAndSet(true)) {
                throw ApplicationFailure.newNonRetryableFailure(
                        "not enough",
                        FailureTypes.UNAFFORDABLE,
                        new Shortfall(NanoUsd.of(Script.COST), NanoUsd.of(2 * Script.WORST)));
            }
        };
        save("that-fell-short", start("that-fell-short", script, spec().with(SpecKey.BUDGET_USD, MUCH)));
    }

    @Test
    void aBudgetThatComesLate() {
        script.hold();
        BatchWorkflow batch = start("with-a-late-budget", script, spec());
        awaitCalls("with-a-late-budget");
        batch.setBudget(MUCH);
        awaitRecalled("with-a-late-budget", 5);
        script.letGo();
        save("with-a-late-budget", batch);
    }

    @Test
    void aBatchThatHasSpentInAnEarlierLife() {
        script.spent = Map.of(0, NanoUsd.of(Script.COST));
        save("with-spending-before", start("with-spending-before", script, spec().with(SpecKey.BUDGET_USD, MUCH)));
    }

    @Test
    void aBudgetsDayIsSpent() {
        BudgetWorkflow budget = limit(LITTLE);
        BatchWorkflow batch = drawing("of-a-tenant-with-a-budget");
        awaitState(batch, BatchState.PAUSED);
        BudgetStatus unused = budget.setLimits(new LimitChange(MUCH, null, false, null));
        save("of-a-tenant-with-a-budget", batch);
        save("budget", BUDGET.workflowId());
    }

    @Test
    void aBudgetThatTwoBatchesDrawOn() {
        BudgetWorkflow budget = limit(MUCH);
        BatchWorkflow one = drawing("of-a-tenant-beside-another");
        BatchWorkflow other = drawing("beside");
        WorkflowStub.fromTyped(other).cancel();
        awaitEnd(other);
        save("of-a-tenant-beside-another", one);
        save("budget-of-two", BUDGET.workflowId());
    }

    @Test
    void aBudgetThatContinuesAsNew() {
        BudgetWorkflow budget = limit(LITTLE);
        WorkflowExecution first = WorkflowStub.fromTyped(budget).describe().getExecution();
        until("the budget to continue as new", () -> {
            BudgetStatus unused = budget.setLimits(new LimitChange(LITTLE, null, false, null));
            return !WorkflowStub.fromTyped(budget).describe().getExecution().equals(first);
        });
        save("budget-continued-as-new", first);
    }

    private BatchWorkflow drawing(String name) {
        Script drawing = new Script(13, 5);
        drawing.budgets = List.of(BUDGET);
        return start(name, drawing, spec().with(SpecKey.TENANT, "acme"));
    }

    private BudgetWorkflow limit(BigDecimal day) {
        BudgetWorkflow budget = client.newWorkflowStub(
                BudgetWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(Queues.MAIN)
                        .setWorkflowId(BUDGET.workflowId())
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
        BudgetStatus unused = WorkflowClient.executeUpdateWithStart(
                budget::setLimits,
                new LimitChange(day, null, false, null),
                UpdateOptions.<BudgetStatus>newBuilder()
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                        .build(),
                new WithStartWorkflowOperation<>(budget::run, null));
        // By id alone, whichever run it is.
        return client.newWorkflowStub(BudgetWorkflow.class, BUDGET.workflowId());
    }
}
