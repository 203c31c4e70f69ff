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

/** What a batch has borrowed of the budgets of its tenant and its key; the least of them says what the batch may cost. */
public final class BudgetBorrowers {
    /** So many times what shards could use at once is asked for, so that not every shard's need is a message. */
    private static final long AHEAD = 4;

    private static final Duration MENTION_EVERY = Duration.ofSeconds(30);

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

    /** Borrows from this budget too, from now on. */
    public void open(BudgetId budget, String workflowId, String run) {
        entries.computeIfAbsent(budget, id -> new Entry(new LeaseHolder(workflowId, run, batch.spent())));
    }

    public boolean isOpen(BudgetId budget) {
        return entries.containsKey(budget);
    }

    /** Returns what the whole batch may cost by these budgets. */
    public Limit limit() {
        return entries.values().stream().map(BudgetBorrowers::limit).reduce(Limit.UNLIMITED, Limit::min);
    }

    private static Limit limit(Entry entry) {
        return entry.borrower.limit().minus(NanoUsd.ZERO.minus(entry.before));
    }

    /** Returns the requests for what the shards that wait lack, as far as the batch's own budget allows it. */
    public List<Message> requests(Instant now) {
        Optional<NanoUsd> needed = batch.lender().needed();
        Limit own = batch.ownLeft();
        if (needed.isEmpty() || !own.allows(needed.get())) {
            return List.of();
        }
        NanoUsd wanted = own.cap(batch.lender().wanted().times(AHEAD));
        return messages(now, entry -> {
            Borrower borrower = counted(entry);
            return !borrower.has(needed.get()) && borrower.hasToAsk(needed.get())
                    ? Optional.of(borrower.request(needed.get(), wanted, Activity.WORKING))
                    : Optional.empty();
        });
    }

    /** Returns whether there is enough for the most modest of the shards that wait. */
    public boolean suffice() {
        NanoUsd needed = batch.lender().needed().orElse(NanoUsd.ZERO);
        return entries.values().stream().allMatch(entry -> counted(entry).has(needed));
    }

    /** Returns why the batch has to wait; empty while there is hope. */
    public Optional<String> refusal() {
        return entries.values().stream()
                .map(entry -> entry.borrower.refusal())
                .filter(Objects::nonNull)
                .findFirst();
    }

    public void hear(BudgetId lender, LeaseGrant grant) {
        Optional.ofNullable(entries.get(lender)).ifPresent(entry -> entry.borrower.hear(grant));
    }

    /** The workflow that lends out of this budget is not there. */
    public void unanswered(BudgetId budget) {
        Optional.ofNullable(entries.get(budget))
                .ifPresent(entry -> entry.borrower.unanswered(
                        "the budget of %s is not there; `penstock budget --%s %s` opens it, then resume the batch"
                                .formatted(budget, budget.kind(), budget.name())));
    }

    /** Lets what was refused be asked for again. */
    public void requestAgain() {
        entries.values().forEach(entry -> entry.borrower.requestAgain());
    }

    /** Returns what one lender wants to know; all that is free goes back with it. */
    public List<Message> report(BudgetId lender, Instant now) {
        Entry asked = entries.get(lender);
        return messages(
                now, entry -> entry == asked ? Optional.of(counted(entry).report()) : Optional.empty());
    }

    /**
     * Returns what lenders should know at once, because nothing more is to come for a while; all that is free goes back. One
     * budget's money is kept while another's answer is on its way: otherwise each gives back what it has before the other has
     * answered, for ever.
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
            return Optional.of(keeps ? borrower.mention() : borrower.report());
        });
    }

    /** Returns what lenders should know by now. */
    public List<Message> mention(Instant now) {
        return messages(now, entry -> {
            Borrower borrower = counted(entry);
            boolean due = !now.isBefore(entry.told.plus(MENTION_EVERY));
            return due && borrower.hasToReport() ? Optional.of(borrower.mention()) : Optional.empty();
        });
    }

    /** Returns the last messages, with all shards ended; what one left without a word has been spent. */
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
