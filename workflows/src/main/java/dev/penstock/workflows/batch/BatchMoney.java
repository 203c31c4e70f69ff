package dev.penstock.workflows.batch;

import dev.penstock.contracts.BudgetAsk;
import dev.penstock.contracts.Plan;
import dev.penstock.contracts.ShardWorkflow;
import dev.penstock.contracts.SpecKey;
import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;
import dev.penstock.contracts.account.AccountWorkflow;
import dev.penstock.workflows.InterruptedSpend;
import dev.penstock.workflows.OrderedSignals;
import dev.penstock.workflows.account.Purses;
import dev.penstock.workflows.budget.BatchBudget;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a batch may cost: by its own budget, and by those of its tenant and its key. */
final class BatchMoney {
    private final BatchBudget budget = new BatchBudget();
    private final Purses purses = new Purses();
    private final SortedSet<AccountId> accounts = new TreeSet<>(Comparator.comparing(AccountId::text));
    private final SortedSet<Integer> recalled = new TreeSet<>();
    private final ProgressTracker headway;
    private final RunningShards running;
    private final BatchLifecycle course;
    private final OrderedSignals signals;
    private @Nullable Long own;
    private boolean begun;

    BatchMoney(ProgressTracker headway, RunningShards running, BatchLifecycle course, OrderedSignals signals) {
        this.headway = headway;
        this.running = running;
        this.course = course;
        this.signals = signals;
    }

    /** With what it has cost before. */
    void begin(Plan plan) {
        begun = true;
        budget.alreadySpent(
                headway.finished().cost().atMostNanoUsd(), InterruptedSpend.spent(plan, headway.unfinished()));
        accounts.addAll(plan.accounts() == null ? List.of() : plan.accounts());
        accounts.forEach(this::open);
        readBudget();
    }

    void setBudget(BigDecimal usd) {
        BigDecimal before = headway.spec().budgetUsd().orElse(null);
        headway.change(SpecKey.BUDGET_USD, usd);
        readBudget();
        if (before == null) {
            budget.awaitAll();
        }
        if (before == null || before.compareTo(usd) > 0) {
            running.signalAll(ShardWorkflow::limit);
        }
    }

    private void readBudget() {
        own = BudgetText.nano(headway.spec());
        limit();
    }

    /** Whether it may not spend just anything. */
    boolean isLimited() {
        return budget.isSet();
    }

    /** Where the account is its tenant's or its key's; shards that run may no longer spend just anything. */
    void drawOn(AccountId account) {
        if (!isOurs(account)) {
            return;
        }
        accounts.add(account);
        if (begun && open(account)) {
            budget.awaitAll();
            running.signalAll(ShardWorkflow::limit);
        }
    }

    private boolean isOurs(AccountId account) {
        Optional<String> name = switch (account.kind()) {
            case TENANT -> headway.spec().tenant();
            case KEY -> headway.spec().key();
        };
        return name.filter(account.name()::equals).isPresent();
    }

    private boolean open(AccountId account) {
        WorkflowInfo info = Workflow.getInfo();
        // Not with what shards may still spend: that is to be granted.
        boolean news = purses.open(account, info.getWorkflowId(), info.getRunId(), budget.spent());
        limit();
        return news;
    }

    /** On which it draws, whoever said so first. */
    List<AccountId> accounts() {
        return List.copyOf(accounts);
    }

    /** What its slices have cost already, in an earlier life of the batch. */
    long started(int shard) {
        return budget.started(shard);
    }

    void ended(int shard, long cost, boolean whole) {
        budget.ended(shard, cost, whole);
        recalled.remove(shard);
        purses.mention(budget, Workflow.currentTimeMillis()).forEach(this::tell);
    }

    void asked(BudgetAsk ask) {
        budget.asked(ask);
        if (recalled.remove(ask.shard())) {
            accounts.forEach(this::report);
        }
    }

    /** What an account says; recalled, shards have to give back what they have. */
    void heard(AccountGrant grant) {
        boolean wasLimited = isLimited();
        purses.heard(grant);
        limit();
        switch (grant.word()) {
            case GRANTED, REFUSED -> {}
            case REPORT -> report(grant.account());
            case RECALLED -> {
                recalled.addAll(budget.running());
                if (!wasLimited) {
                    budget.awaitAll();
                }
                report(grant.account());
                running.signalAll(ShardWorkflow::limit);
            }
        }
    }

    private void report(AccountId account) {
        purses.report(account, budget, Workflow.currentTimeMillis()).forEach(this::tell);
        limit();
    }

    /** Whether those that wait for money of an account need not wait any more. */
    boolean hasEnough() {
        return purses.suffice(budget) && !isSpent();
    }

    /** Asks for what was refused once more. */
    void insist() {
        purses.insist();
    }

    /** As far as there is money, asks for more, and holds the batch when there is none. */
    void giveOut() {
        budget.giveOut().forEach(this::give);
        purses.asks(budget, own, Workflow.currentTimeMillis()).forEach(this::tell);
        if (budget.isReached()) {
            purses.settle(budget, true, Workflow.currentTimeMillis()).forEach(this::tell);
        }
        limit();
        isStuckBecause().ifPresent(course::holdForMoney);
    }

    private void give(BatchBudget.Grant grant) {
        running.signal(grant.shard(), shard -> shard.grant(grant.amount()));
    }

    /** Why nothing can go on; empty as long as something can, or may soon. */
    private Optional<String> isStuckBecause() {
        if (!budget.isReached()) {
            return Optional.empty();
        }
        return isSpent() || purses.isEmpty()
                ? Optional.of(BudgetText.reached(headway.spec(), budget.committed()))
                : purses.refusal();
    }

    /** All shards have ended: what is left goes back, also when the batch is cancelled. */
    void leave() {
        List<Purses.Message> last = purses.leave(budget, Workflow.currentTimeMillis());
        Workflow.newDetachedCancellationScope(() -> {
                    List<Promise<Void>> sent = last.stream().map(this::send).toList();
                    Workflow.await(() -> sent.stream().allMatch(Promise::isCompleted));
                })
                .run();
    }

    private boolean isSpent() {
        return own != null && own - budget.committed() < budget.needed().orElse(0);
    }

    private void limit() {
        budget.set(purses.most(own));
    }

    private void tell(Purses.Message message) {
        send(message).exceptionally(gone -> {
            purses.unheard(message.account());
            giveOut();
            return null;
        });
    }

    private Promise<Void> send(Purses.Message message) {
        AccountWorkflow account = Workflow.newExternalWorkflowStub(
                AccountWorkflow.class, message.account().workflowId());
        AccountAsk ask = message.ask();
        return signals.send(message.account(), () -> account.ask(ask));
    }
}
