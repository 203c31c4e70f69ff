package dev.penstock.workflows;

import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.BudgetAsk;
import dev.penstock.contracts.account.AccountAsk;
import dev.penstock.contracts.account.AccountGrant;
import dev.penstock.contracts.account.AccountId;
import dev.penstock.contracts.account.AccountWorkflow;
import dev.penstock.workflows.account.Purses;
import dev.penstock.workflows.budget.BatchBudget;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a batch may cost: by its own budget, and by those of its tenant and its key. */
final class BatchMoney {
    private final BatchBudget budget = new BatchBudget();
    private final Purses purses = new Purses();
    private final SortedSet<AccountId> accounts = new TreeSet<>(Comparator.comparing(AccountId::text));
    private final SortedSet<Integer> recalled = new TreeSet<>();
    private final Consumer<BatchBudget.Grant> shards;
    private final Runnable changed;
    private @Nullable Long own;
    private boolean begun;

    /**
     * @param shards hears what a shard gets
     * @param changed called when an account turned out not to be there
     */
    BatchMoney(Consumer<BatchBudget.Grant> shards, Runnable changed) {
        this.shards = shards;
        this.changed = changed;
    }

    /**
     * @param spent what it has cost before, in slices that are finished
     * @param inShards and in others
     * @param planned the accounts it draws on; null = none
     */
    void begin(BatchSpec spec, long spent, Map<Integer, Long> inShards, @Nullable List<AccountId> planned) {
        begun = true;
        budget.alreadySpent(spent, inShards);
        accounts.addAll(planned == null ? List.of() : planned);
        accounts.forEach(this::open);
        set(spec);
    }

    void set(BatchSpec spec) {
        own = Money.nano(spec);
        limit();
    }

    /** Whether it may not spend just anything. */
    boolean isLimited() {
        return budget.isSet();
    }

    /** Whether running shards have to hear that there is a limit now. */
    boolean drawOn(AccountId account) {
        accounts.add(account);
        return begun && open(account);
    }

    private boolean open(AccountId account) {
        WorkflowInfo info = Workflow.getInfo();
        // Not with what shards may still spend: that is to be granted.
        boolean news = purses.open(account, info.getWorkflowId(), info.getRunId(), budget.spent());
        limit();
        return news;
    }

    /** What its slices have cost already, in an earlier life of the batch. */
    long started(int shard) {
        return budget.started(shard);
    }

    /** Shards that spent unasked are to say how much, before any gets something. */
    void awaitAll() {
        budget.awaitAll();
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

    /** Whether shards have to give back what they have. */
    boolean heard(AccountGrant grant) {
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
            }
        }
        return grant.word() == AccountGrant.Word.RECALLED;
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

    /** As far as there is money, and asks for more. */
    void giveOut() {
        budget.giveOut().forEach(shards);
        purses.asks(budget, own, Workflow.currentTimeMillis()).forEach(this::tell);
        if (budget.isReached()) {
            purses.settle(budget, Workflow.currentTimeMillis()).forEach(this::tell);
        }
        limit();
    }

    /** Why nothing can go on; empty as long as something can, or may soon. */
    Optional<String> isStuckBecause(BatchSpec spec) {
        if (!budget.isReached()) {
            return Optional.empty();
        }
        return isSpent() || purses.isEmpty() ? Optional.of(Money.reached(spec, budget.committed())) : purses.refusal();
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
            changed.run();
            return null;
        });
    }

    private Promise<Void> send(Purses.Message message) {
        AccountWorkflow account = Workflow.newExternalWorkflowStub(
                AccountWorkflow.class, message.account().workflowId());
        AccountAsk ask = message.ask();
        return Async.procedure(() -> account.ask(ask));
    }
}
