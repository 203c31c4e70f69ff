package dev.penstock.workflows.batch;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetWorkflow;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseGrant.Type;
import dev.penstock.contracts.budget.LeaseHolder;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.limits.budget.BatchFunds;
import dev.penstock.limits.budget.BudgetBorrowers;
import dev.penstock.limits.budget.Lender;
import dev.penstock.workflows.InterruptedSpend;
import dev.penstock.workflows.OrderedSignals;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The money of a batch: borrowed from the budgets of its tenant and its key, capped by its own budget, and lent to its shards. */
final class BatchMoney {
    private final BatchFunds funds = new BatchFunds();
    private final Lender lender = funds.lender();
    private final BudgetBorrowers borrowers = new BudgetBorrowers(funds);
    private final SortedSet<BudgetId> budgets = new TreeSet<>(Comparator.comparing(BudgetId::text));
    /** The cost of unfinished slices before this run, by shards that are still to begin. */
    private final Map<Integer, NanoUsd> earlier = new TreeMap<>();
    /** Shards that were told to return money, and have not answered. */
    private final Set<String> recalled = new TreeSet<>();

    private final ProgressTracker progress;
    private final RunningShards running;
    private final BatchLifecycle lifecycle;
    private final OrderedSignals signals;
    private boolean begun;

    BatchMoney(ProgressTracker progress, RunningShards running, BatchLifecycle lifecycle, OrderedSignals signals) {
        this.progress = progress;
        this.running = running;
        this.lifecycle = lifecycle;
        this.signals = signals;
    }

    /** Begins with the cost of the batch before this run. */
    void begin(Plan plan) {
        begun = true;
        earlier.putAll(InterruptedSpend.spent(plan, progress.unfinished()));
        funds.spend(progress.finished().cost().atMost());
        funds.spend(NanoUsd.sum(earlier.values()));
        budgets.addAll(plan.budgets() == null ? List.of() : plan.budgets());
        budgets.forEach(this::open);
        readLimits();
    }

    void setBudget(BigDecimal usd) {
        Optional<BigDecimal> before = progress.spec().budgetUsd();
        progress.change(SpecKey.BUDGET_USD, usd);
        readLimits();
        if (before.isEmpty()) {
            lender.awaitReports();
        }
        if (before.isEmpty() || before.get().compareTo(usd) > 0) {
            lender.recall().forEach(this::deliver);
        }
    }

    private void readLimits() {
        Limit own = progress.spec()
                .budgetUsd()
                .map(NanoUsd::ofUsd)
                .map(Limit::atMost)
                .orElse(Limit.UNLIMITED);
        funds.setLimits(own, borrowers.limit());
    }

    /** Returns whether any budget limits the batch. */
    boolean isLimited() {
        return funds.isLimited();
    }

    /** Borrows from this budget from now on, if it belongs to the batch's tenant or key; running shards become limited too. */
    void drawOn(BudgetId budget) {
        if (!isOurs(budget)) {
            return;
        }
        budgets.add(budget);
        if (begun && !borrowers.isOpen(budget)) {
            open(budget);
            lender.awaitReports();
            lender.recall().forEach(this::deliver);
        }
    }

    private boolean isOurs(BudgetId budget) {
        Optional<String> name = switch (budget.kind()) {
            case TENANT -> progress.spec().tenant();
            case KEY -> progress.spec().key();
        };
        return name.filter(budget.name()::equals).isPresent();
    }

    private void open(BudgetId budget) {
        WorkflowInfo info = Workflow.getInfo();
        borrowers.open(budget, info.getWorkflowId(), info.getRunId());
        readLimits();
    }

    /** Returns the budgets that the batch borrows from, wherever they were named. */
    List<BudgetId> budgets() {
        return List.copyOf(budgets);
    }

    /** Opens a shard's lease, and returns what the shard's slices have cost before this run of the batch. */
    NanoUsd started(int shard) {
        NanoUsd before = Optional.ofNullable(earlier.remove(shard)).orElse(NanoUsd.ZERO);
        lender.open(LeaseHolder.shard(shard), before);
        return before;
    }

    /** Recalls the free money of a shard that was started while there was no limit, so that the shard learns of the limit. */
    void recall(int shard) {
        lender.recall(LeaseHolder.shard(shard)).ifPresent(this::deliver);
    }

    /**
     * Closes a shard's lease.
     *
     * @param cost the most that all the shard's slices have cost
     * @param whole whether that is known to be the whole cost
     */
    void ended(int shard, NanoUsd cost, boolean whole) {
        LeaseHolder holder = LeaseHolder.shard(shard);
        lender.close(holder, cost, whole);
        recalled.remove(holder.key());
        borrowers.reportSpending(now()).forEach(this::deliver);
    }

    void requested(LeaseRequest request) {
        if (lender.borrowers().contains(request.holder())) {
            lender.receive(request, now());
            if (recalled.remove(request.holder().key())) {
                budgets.forEach(this::report);
            }
        }
    }

    /** Takes a lender's message; when money is recalled, shards have to return what they have not reserved. */
    void granted(BudgetId budget, LeaseGrant grant) {
        boolean wasLimited = isLimited();
        borrowers.receive(budget, grant);
        readLimits();
        if (grant.type() == Type.RECALLED) {
            lender.borrowers().forEach(shard -> recalled.add(shard.key()));
            if (!wasLimited) {
                lender.awaitReports();
            }
            lender.recall().forEach(this::deliver);
        }
        if (grant.type() == Type.RECALLED || grant.type() == Type.REPORT) {
            report(budget);
        }
    }

    private void report(BudgetId budget) {
        borrowers.report(budget, now()).forEach(this::deliver);
        readLimits();
    }

    /** Returns whether there is enough money for shards that wait to go on. */
    boolean hasEnough() {
        return borrowers.suffice() && !funds.isOwnSpent();
    }

    /** Makes refused demands again. */
    void requestAgain() {
        borrowers.requestAgain();
    }

    /** Lends to shards as far as there is money, asks for more, and holds the batch when there is none. */
    void lend() {
        lender.lend().forEach(this::deliver);
        borrowers.requests(now()).forEach(this::deliver);
        if (lender.isExhausted()) {
            borrowers.settle(now()).forEach(this::deliver);
        }
        readLimits();
        whyStuck().ifPresent(lifecycle::holdForMoney);
    }

    /** Returns why nothing can go on; empty as long as something can, or may soon. */
    private Optional<String> whyStuck() {
        if (!lender.isExhausted()) {
            return Optional.empty();
        }
        return funds.isOwnSpent() || borrowers.isEmpty() ? Optional.of(budgetReached()) : borrowers.refusal();
    }

    private String budgetReached() {
        return "budget of %s USD reached: %s USD are spent, and the next request might cost more than is left"
                .formatted(
                        progress.spec().budgetUsd().orElse(BigDecimal.ZERO).toPlainString(),
                        Cost.shown(funds.committed().value()));
    }

    /** Returns the remaining money when all shards have ended, also when the batch is cancelled. */
    void leave() {
        List<BudgetBorrowers.Message> last = borrowers.leave(now());
        Workflow.newDetachedCancellationScope(() -> {
                    List<Promise<Void>> sent = last.stream().map(this::send).toList();
                    Workflow.await(() -> sent.stream().allMatch(Promise::isCompleted));
                })
                .run();
    }

    private void deliver(Lender.Message message) {
        running.signal(Integer.parseInt(message.holder().id()), shard -> shard.leaseGranted(message.grant()));
    }

    private void deliver(BudgetBorrowers.Message message) {
        send(message).exceptionally(gone -> {
            borrowers.unanswered(message.lender());
            lend();
            return null;
        });
    }

    private Promise<Void> send(BudgetBorrowers.Message message) {
        BudgetWorkflow budget = Workflow.newExternalWorkflowStub(
                BudgetWorkflow.class, message.lender().workflowId());
        return signals.send(message.lender(), () -> budget.requestLease(message.request()));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
