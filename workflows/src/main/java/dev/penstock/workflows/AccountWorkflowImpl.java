package dev.penstock.workflows;

import dev.penstock.contracts.BatchWorkflow;
import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;
import dev.penstock.contracts.account.AccountLimits;
import dev.penstock.contracts.account.AccountMemory;
import dev.penstock.contracts.account.AccountStatus;
import dev.penstock.contracts.account.AccountWorkflow;
import dev.penstock.contracts.account.LimitChange;
import dev.penstock.workflows.account.Ledger;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears who wants and who spent money, answers, and goes on for ever. */
public final class AccountWorkflowImpl implements AccountWorkflow {
    private final Ledger ledger;
    private final OrderedSignals signals = new OrderedSignals();

    @WorkflowInit
    public AccountWorkflowImpl(@Nullable AccountMemory memory) {
        ledger = new Ledger(AccountId.ofWorkflow(Workflow.getInfo().getWorkflowId()), memory, now());
    }

    @Override
    public void run(@Nullable AccountMemory memory) {
        while (!HistoryLimits.isLongEnough()) {
            Long next = ledger.nextAct();
            if (next == null) {
                Workflow.await(() -> HistoryLimits.isLongEnough() || ledger.nextAct() != null);
            } else {
                long wait = Math.max(1, next - now());
                boolean unused = Workflow.await(
                        Duration.ofMillis(wait),
                        () -> HistoryLimits.isLongEnough() || isSooner(next, ledger.nextAct()));
            }
            act();
        }
        Workflow.await(signals::isIdle);
        HistoryLimits.awaitHandlers();
        Workflow.continueAsNew(ledger.memory());
    }

    private static boolean isSooner(long than, @Nullable Long next) {
        return next != null && next < than;
    }

    @Override
    public void ask(AccountAsk ask) {
        act();
        ledger.heard(ask, now());
        act();
    }

    @Override
    public AccountGrant draw(AccountAsk ask) {
        act();
        ledger.heard(ask, now());
        AccountGrant answer = ledger.answer(ask);
        act();
        return answer;
    }

    @Override
    public AccountStatus setLimits(LimitChange change) {
        act();
        ledger.change(change);
        act();
        return ledger.status();
    }

    @Override
    public void configure(AccountLimits configured) {
        AccountStatus unused = setLimits(LimitChange.configured(configured));
    }

    @Override
    public AccountStatus status() {
        return ledger.status();
    }

    private void act() {
        ledger.act(now()).forEach(this::tell);
        Workflow.setCurrentDetails(AccountDetails.of(ledger.status()));
    }

    private void tell(Ledger.Message message) {
        WorkflowExecution run = WorkflowExecution.newBuilder()
                .setWorkflowId(message.workflowId())
                .setRunId(message.run())
                .build();
        BatchWorkflow batch = Workflow.newExternalWorkflowStub(BatchWorkflow.class, run);
        signals.send(run, () -> batch.granted(message.grant())).handle((told, failure) -> {
            if (failure != null) {
                ledger.gone(message.workflowId(), message.run());
            }
            return null;
        });
    }

    private static long now() {
        return Workflow.currentTimeMillis();
    }
}
