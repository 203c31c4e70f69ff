package dev.penstock.limits.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseHolder;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.LeaseRequest.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The leases of a batch out of the budgets of its tenant and its key; the smallest of them limits the batch. */
public final class BudgetBorrowers {
    /** The multiple of the shards' immediate wants that is asked for, so that not every shard's need causes a message. */
    private static final long DEMAND_FACTOR = 4;

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);

    private final BatchFunds batch;
    private final Map<BudgetId, Entry> entries = new LinkedHashMap<>();

    /** A message for the lender of a budget. */
    public record Message(BudgetId lender, LeaseRequest request) {}

    private static final class Entry {
        private final NanoUsd before;
        private final Borrower borrower;
        private Instant told = Instant.EPOCH;

        Entry(LeaseHolder holder) {
            before = holder.before();
            borrower = new Borrower(holder);
        }
    }

    public BudgetBorrowers(BatchFunds batch) {
        this.batch = batch;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Starts to borrow from this budget. */
    public void open(BudgetId budget, String workflowId, String run) {
        entries.computeIfAbsent(budget, id -> new Entry(new LeaseHolder(workflowId, run, batch.spent())));
    }

    public boolean isOpen(BudgetId budget) {
        return entries.containsKey(budget);
    }

    /** Returns the most that the whole batch may cost by these budgets. */
    public Limit limit() {
        return entries.values().stream().map(BudgetBorrowers::limit).reduce(Limit.UNLIMITED, Limit::min);
    }

    private static Limit limit(Entry entry) {
        return entry.borrower.limit().minus(NanoUsd.ZERO.minus(entry.before));
    }

    /** Returns requests for the money that waiting shards lack, as far as the batch's own budget allows. */
    public List<Message> requests(Instant now) {
        Optional<NanoUsd> needed = batch.lender().needed();
        Limit own = batch.ownLeft();
        if (needed.isEmpty() || !own.allows(needed.get())) {
            return List.of();
        }
        NanoUsd wanted = own.cap(batch.lender().wanted().times(DEMAND_FACTOR));
        return messages(now, entry -> {
            Borrower borrower = counted(entry);
            return !borrower.has(needed.get()) && borrower.hasToAsk(needed.get())
                    ? Optional.of(borrower.request(needed.get(), wanted, Activity.WORKING))
                    : Optional.empty();
        });
    }

    /** Returns whether there is enough money for the waiting shard that needs least. */
    public boolean suffice() {
        NanoUsd needed = batch.lender().needed().orElse(NanoUsd.ZERO);
        return entries.values().stream().allMatch(entry -> counted(entry).has(needed));
    }

    /** Returns why the batch has to wait; empty as long as no demand is refused. */
    public Optional<String> refusal() {
        return entries.values().stream()
                .map(entry -> entry.borrower.refusal())
                .filter(Objects::nonNull)
                .findFirst();
    }

    public void receive(BudgetId lender, LeaseGrant grant) {
        Optional.ofNullable(entries.get(lender)).ifPresent(entry -> entry.borrower.receive(grant));
    }

    /** Notes that the workflow of this budget does not exist. */
    public void unanswered(BudgetId budget) {
        Optional.ofNullable(entries.get(budget))
                .ifPresent(entry -> entry.borrower.unanswered(
                        "the budget workflow of %s does not exist; create it with `penstock budget --%s %s --day USD`, then resume the batch"
                                .formatted(budget, budget.kind(), budget.name())));
    }

    /** Allows refused demands to be made again. */
    public void requestAgain() {
        entries.values().forEach(entry -> entry.borrower.requestAgain());
    }

    /** Returns the report that a lender asked for, which also returns all free money. */
    public List<Message> report(BudgetId lender, Instant now) {
        Entry asked = entries.get(lender);
        return messages(
                now, entry -> entry == asked ? Optional.of(counted(entry).report()) : Optional.empty());
    }

    /**
     * Returns reports for the lenders when nothing more is to come for a while, which also return all free money. One
     * budget's money is kept while another budget's answer is on its way: otherwise each would return its money before the
     * other has answered, for ever.
     */
    public List<Message> settle(Instant now) {
        return messages(now, entry -> {
            Borrower borrower = counted(entry);
            boolean keeps =
                    entries.values().stream().anyMatch(other -> other != entry && other.borrower.awaitsAnswer());
            boolean gives = !keeps && borrower.isLimited() && borrower.free().isPositive();
            if (!gives && !borrower.hasToReport()) {
                return Optional.empty();
            }
            return Optional.of(keeps ? borrower.reportSpending() : borrower.report());
        });
    }

    /** Returns reports of spending that are due by now. */
    public List<Message> reportSpending(Instant now) {
        return messages(now, entry -> {
            Borrower borrower = counted(entry);
            boolean due = !now.isBefore(entry.told.plus(REPORT_INTERVAL));
            return due && borrower.hasToReport() ? Optional.of(borrower.reportSpending()) : Optional.empty();
        });
    }

    /** Returns the last messages, when all shards have ended; a lease that a shard left without a last message counts as spent. */
    public List<Message> leave(Instant now) {
        List<Message> last = messages(now, entry -> {
            Borrower borrower = entry.borrower;
            borrower.count(batch.committed().minus(entry.before), NanoUsd.ZERO);
            return Optional.of(borrower.leave());
        });
        entries.clear();
        return last;
    }

    private List<Message> messages(Instant now, Function<Entry, Optional<LeaseRequest>> request) {
        List<Message> messages = new ArrayList<>();
        entries.forEach((budget, entry) -> request.apply(entry).ifPresent(each -> {
            entry.told = now;
            messages.add(new Message(budget, each));
        }));
        return messages;
    }

    private Borrower counted(Entry entry) {
        entry.borrower.count(batch.spent().minus(entry.before), batch.lender().lent());
        return entry.borrower;
    }
}
