package dev.penstock.workflows.budget;

import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.contracts.budget.BudgetMemory;
import dev.penstock.contracts.budget.BudgetStatus;
import dev.penstock.contracts.budget.BudgetWorkflow;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.LimitChange;
import dev.penstock.limits.budget.BudgetLedger;
import dev.penstock.limits.budget.Lender;
import dev.penstock.workflows.HistoryLimits;
import dev.penstock.workflows.MessageCheck;
import dev.penstock.workflows.OrderedSignals;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lends a tenant's or key's daily and monthly budget to batches and API processes, and never ends by itself. */
public final class BudgetWorkflowImpl implements BudgetWorkflow {
    private final BudgetId id;
    private final BudgetLedger ledger;
    private final OrderedSignals signals = new OrderedSignals();

    @WorkflowInit
    public BudgetWorkflowImpl(@Nullable BudgetMemory memory) {
        id = BudgetId.ofWorkflow(Workflow.getInfo().getWorkflowId());
        ledger = new BudgetLedger(id, memory, now());
    }

    @Override
    public void run(@Nullable BudgetMemory memory) {
        while (!HistoryLimits.isLongEnough()) {
            Optional<Instant> next = ledger.nextAct();
            if (next.isEmpty()) {
                Workflow.await(
                        () -> HistoryLimits.isLongEnough() || ledger.nextAct().isPresent());
            } else {
                Duration wait = Duration.between(now(), next.get());
                boolean unused = Workflow.await(
                        wait.isPositive() ? wait : Duration.ofMillis(1),
                        () -> HistoryLimits.isLongEnough() || isSooner(next.get()));
            }
            dueMessages();
        }
        Workflow.await(signals::isIdle);
        HistoryLimits.awaitHandlers();
        Workflow.continueAsNew(ledger.memory());
    }

    private boolean isSooner(Instant than) {
        return ledger.nextAct().filter(than::isAfter).isPresent();
    }

    @Override
    public void requestLease(@Nullable LeaseRequest request) {
        MessageCheck.signal("requestLease", request != null && request.isValid(), () -> {
            dueMessages();
            ledger.receive(Objects.requireNonNull(request), now());
            dueMessages();
        });
    }

    @Override
    public void checkRequest(@Nullable LeaseRequest request) {
        MessageCheck.update(request != null && request.isValid(), "a request for money has no amount below zero");
    }

    @Override
    public LeaseGrant draw(LeaseRequest request) {
        dueMessages();
        ledger.receive(request, now());
        LeaseGrant answer = ledger.answer(request);
        dueMessages();
        return answer;
    }

    @Override
    public void checkLimits(@Nullable LimitChange change) {
        MessageCheck.update(
                change != null && change.isValid(), "a limit is a number of US dollars up to 1,000,000,000");
    }

    @Override
    public BudgetStatus setLimits(LimitChange change) {
        dueMessages();
        ledger.change(change);
        dueMessages();
        return ledger.status();
    }

    @Override
    public void configure(@Nullable BudgetLimits configured) {
        MessageCheck.signal("configure", configured != null && configured.isValid(), () -> {
            BudgetStatus unused = setLimits(LimitChange.configured(configured));
        });
    }

    @Override
    public BudgetStatus status() {
        return ledger.status();
    }

    private void dueMessages() {
        ledger.dueMessages(now()).forEach(this::send);
        Workflow.setCurrentDetails(BudgetDetails.of(ledger.status()));
    }

    private void send(Lender.Message message) {
        WorkflowExecution run = WorkflowExecution.newBuilder()
                .setWorkflowId(message.holder().id())
                .setRunId(Objects.requireNonNull(message.holder().run()))
                .build();
        BatchWorkflow batch = Workflow.newExternalWorkflowStub(BatchWorkflow.class, run);
        signals.send(run, () -> batch.leaseGranted(id, message.grant())).handle((told, failure) -> {
            if (failure != null) {
                ledger.gone(message);
            }
            return null;
        });
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
