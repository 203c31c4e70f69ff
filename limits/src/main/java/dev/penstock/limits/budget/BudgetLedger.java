package dev.penstock.limits.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.BudgetMemory;
import dev.penstock.contracts.budget.BudgetStatus;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseGrant.Type;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.LimitChange;
import dev.penstock.limits.budget.Lender.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a tenant's or key's budget: the leases of all borrowers, and the spending by day and month. Spent money
 * counts in the day and month in which a borrower reports it; until then, a borrower's lease counts in each day and month in
 * which the borrower has it. So no day's or month's calls can cost more than the limit.
 */
public final class BudgetLedger {
    /** The time in which other borrowers may return something, before a borrower is told to wait. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** The silence after which a process counts as dead; a living process sends a message every half minute. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(3);

    private final SpendingPeriods periods;
    private final Lender lender;
    private final BudgetSummary summary;
    private final List<Message> unsent = new ArrayList<>();

    public BudgetLedger(BudgetId budget, @Nullable BudgetMemory memory, Instant now) {
        periods = memory == null
                ? SpendingPeriods.from(now)
                : new SpendingPeriods(
                        memory.day(),
                        memory.spentThatDay(),
                        memory.spentThatMonth(),
                        memory.set(),
                        memory.configured());
        lender = new Lender(periods);
        lender.restore(memory == null ? List.of() : memory.leases());
        summary = new BudgetSummary(budget, periods, lender);
    }

    public BudgetMemory memory() {
        return new BudgetMemory(
                periods.day(),
                periods.spentToday(),
                periods.spentThisMonth(),
                periods.set(),
                periods.configured(),
                lender.memories());
    }

    public void receive(LeaseRequest request, Instant now) {
        settleEarlierRuns(request);
        lender.receive(request, now);
    }

    /** Settles terminated runs of a batch, which sent no last report; the batch's next run knows their spending from the results. */
    private void settleEarlierRuns(LeaseRequest request) {
        List.copyOf(lender.leases()).stream()
                .filter(lease -> lease.holder().isOtherRunOf(request.holder()))
                .forEach(lease -> {
                    NanoUsd since =
                            request.holder().before().minus(lease.holder().before());
                    NanoUsd most = lease.sums().spent().plus(lease.held());
                    lender.close(
                            lease.holder(), since.min(most).max(lease.sums().spent()), true);
                });
    }

    /** Returns the answer for a process, which waits for nothing else: a refused demand is forgotten. */
    public LeaseGrant answer(LeaseRequest request) {
        unsent.addAll(lender.lend());
        Optional<Lease> lease = lender.find(request.holder());
        if (lease.isEmpty() || periods.left().isUnlimited()) {
            return new LeaseGrant(Type.GRANTED, request.demand().number(), Limit.UNLIMITED, null);
        }
        boolean refused = lease.get().waits();
        lease.get().forgetDemand();
        return lender.message(lease.get(), refused ? Type.REFUSED : Type.GRANTED, refused ? summary.reason() : null)
                .grant();
    }

    public void change(LimitChange change) {
        Limit before = periods.left();
        periods.change(change);
        lender.leases().forEach(Lease::reconsider);
        if (!before.min(periods.left()).equals(before)) {
            // Borrowers may have more than their due.
            addToAll(Type.RECALLED);
        }
    }

    /** Notes that the batch to which this message was sent does not exist any more. */
    public void gone(Message message) {
        lender.find(message.holder()).ifPresent(Lease::lose);
    }

    /** Returns the messages that are due to batches now: grants, refusals, and at midnight requests for reports. */
    public List<Message> dueMessages(Instant now) {
        if (periods.isOver(now)) {
            closeLostLeases(now);
            periods.startPeriods(now);
            lender.leases().forEach(Lease::reconsider);
            addToAll(Type.REPORT);
        }
        unsent.addAll(lender.lend());
        if (refuse(now)) {
            recallFromOthers();
        }
        List<Message> due =
                unsent.stream().filter(message -> message.holder().isBatch()).toList();
        unsent.clear();
        return due;
    }

    /** Closes leases of lost borrowers; their spending is unknown, so that all of their money counts as spent. */
    private void closeLostLeases(Instant now) {
        List.copyOf(lender.leases()).stream()
                .filter(lease -> lease.isGone() || (!lease.holder().isBatch() && isSilent(lease, now)))
                .forEach(lease -> lender.close(lease.holder(), NanoUsd.ZERO, false));
    }

    private static boolean isSilent(Lease lease, Instant now) {
        return lease.heardAt().plus(LOST_AFTER).isBefore(now);
    }

    /** Returns whether any borrower had to be told to wait. */
    private boolean refuse(Instant now) {
        List<Lease> told = lender.leases().stream()
                .filter(lease -> lease.waits() && !lease.isRefused())
                .filter(lease -> lender.lent().equals(lease.held()) || !now.isBefore(patience(lease)))
                .toList();
        told.forEach(lease -> {
            lease.refuse();
            unsent.add(lender.message(lease, Type.REFUSED, summary.reason()));
        });
        return !told.isEmpty();
    }

    private static Instant patience(Lease lease) {
        return lease.askedAt().plus(GRACE);
    }

    /** Asks other borrowers to report, because they may have money to return, or may not exist any more. */
    private void recallFromOthers() {
        lender.leases().stream()
                .filter(lease ->
                        !lease.waits() && !lease.isGone() && lease.held().isPositive())
                .forEach(lease -> unsent.add(lender.message(lease, Type.REPORT, null)));
    }

    private void addToAll(Type type) {
        lender.leases().stream()
                .filter(lease -> !lease.isGone())
                .forEach(lease -> unsent.add(lender.message(lease, type, null)));
    }

    /** Returns when there is something to do without a message; empty = never. */
    public Optional<Instant> nextAct() {
        if (lender.leases().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(lender.leases().stream()
                .filter(lease -> lease.waits() && !lease.isRefused())
                .map(BudgetLedger::patience)
                .reduce(periods.end(), (one, other) -> one.isBefore(other) ? one : other));
    }

    public BudgetStatus status() {
        return summary.status();
    }
}
