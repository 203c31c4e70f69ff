package dev.penstock.activities.budget;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.budget.LeaseHolder;
import dev.penstock.limits.budget.Borrower;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's lease of one budget, drawn in lumps, so that single calls need not ask the budget. */
final class ProcessLease {
    private static final Logger log = LoggerFactory.getLogger(ProcessLease.class);
    /** A lump is enough for at least this many calls. */
    private static final long CALLS_PER_LUMP = 32;

    /** The most that one draw asks for, 100,000 US dollars: lumps double with each draw and would overflow otherwise. */
    private static final NanoUsd LARGEST_LUMP = NanoUsd.of(100_000_000_000_000L);

    private static final NanoUsd SMALLEST_AMOUNT = NanoUsd.of(1);
    private static final Duration FREQUENT_WITHIN = Duration.ofSeconds(5);
    /** How long a new limit or a new budget may go unnoticed. */
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration IDLE_AFTER = Duration.ofSeconds(60);
    /** How long calls that may cost as much as a refused one are refused before the budget is asked again. */
    private static final Duration REFUSAL_PERIOD = Duration.ofSeconds(1);

    private final BudgetId budget;
    private final Budgets budgets;
    private final Borrower borrower;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean known;
    private volatile boolean limited;
    private volatile long usedAt;
    private int callsInFlight;
    private NanoUsd lump = NanoUsd.ZERO;
    private boolean drawn;
    private long drawnAt;
    private long refreshedAt;
    private long reportedAt;
    private long refusedAt;
    private NanoUsd refusedAmount = NanoUsd.ZERO;
    private @Nullable String refusal;
    private boolean refilling;
    private boolean reporting;

    ProcessLease(BudgetId budget, Budgets budgets, LeaseHolder holder, LongSupplier nanoTime) {
        this.budget = budget;
        this.budgets = budgets;
        this.borrower = new Borrower(holder);
        this.nanoTime = nanoTime;
    }

    BudgetId budget() {
        return budget;
    }

    /** Returns whether the budget has a limit; asks the budget only the first time. */
    boolean isLimited() {
        if (!known) {
            lock.lock();
            try {
                if (!known) {
                    limited = budgets.isLimited(budget);
                    refreshedAt = nanoTime.getAsLong();
                    known = true;
                }
            } finally {
                lock.unlock();
            }
        }
        usedAt = nanoTime.getAsLong();
        return limited;
    }

    /**
     * Sets aside an amount; {@link #settle} must follow.
     *
     * @param worst the most that the call may cost
     * @return why the amount is not available; empty if it was set aside
     */
    Optional<String> reserve(NanoUsd worst) {
        lock.lock();
        try {
            if (isShortOf(worst)) {
                long now = nanoTime.getAsLong();
                if (refusal != null && isRefusedFor(worst, now)) {
                    return Optional.of(refusal);
                }
                draw(worst, now);
                if (isShortOf(worst)) {
                    refusedAt = now;
                    refusedAmount = worst;
                    return Optional.of(refusal == null ? budget + " has too little left" : refusal);
                }
            }
            borrower.reserve(worst);
            callsInFlight++;
            if (isRunningOut() && !refilling) {
                refilling = true;
                Thread.startVirtualThread(this::refill);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Settles a call for which {@link #reserve} set an amount aside.
     *
     * @param worst the amount that was set aside
     * @param cost the most that the call has cost
     */
    void settle(NanoUsd worst, NanoUsd cost) {
        lock.lock();
        try {
            borrower.settle(worst, cost);
            callsInFlight--;
        } finally {
            lock.unlock();
        }
    }

    private boolean isRefusedFor(NanoUsd worst, long now) {
        return now - refusedAt < REFUSAL_PERIOD.toNanos() && !worst.isLessThan(refusedAmount);
    }

    private boolean isShortOf(NanoUsd worst) {
        return limited && borrower.free().isLessThan(worst);
    }

    private boolean isRunningOut() {
        return isShortOf(lump.dividedBy(2));
    }

    /** Draws ahead of need, so that no call waits for the budget. */
    private void refill() {
        lock.lock();
        try {
            if (isRunningOut()) {
                draw(SMALLEST_AMOUNT, nanoTime.getAsLong());
            }
        } catch (RuntimeException e) {
            log.debug("More budget of {} could not be requested in advance", budget, e);
        } finally {
            refilling = false;
            lock.unlock();
        }
    }

    private void draw(NanoUsd worst, long now) {
        boolean often = drawn && now - drawnAt < FREQUENT_WITHIN.toNanos();
        NanoUsd few = worst.min(LARGEST_LUMP.dividedBy(CALLS_PER_LUMP)).times(CALLS_PER_LUMP);
        lump = few.max(often ? lump.times(2) : lump.dividedBy(2)).min(LARGEST_LUMP);
        drawn = true;
        drawnAt = now;
        reporting = true;
        reportedAt = now;
        NanoUsd missing = worst.minus(borrower.free()).max(SMALLEST_AMOUNT);
        borrower.receive(budgets.draw(budget, borrower.requestMore(missing, lump)));
        limited = borrower.isLimited();
        refusal = borrower.refusal();
    }

    /** Reports what was spent, returns what is not used, and checks whether limits changed. To be called every second. */
    void reportAndRefresh() {
        long now = nanoTime.getAsLong();
        if (!limited && known && now - refreshedAt >= REFRESH_INTERVAL.toNanos()) {
            refreshLimited(now);
        }
        lock.lock();
        try {
            if (reporting && now - reportedAt >= REPORT_INTERVAL.toNanos()) {
                reportedAt = now;
                reporting = now - usedAt < IDLE_AFTER.toNanos() || callsInFlight > 0;
                budgets.send(budget, reporting ? borrower.reportSpending() : borrower.report());
            }
        } finally {
            lock.unlock();
        }
    }

    private void refreshLimited(long now) {
        refreshedAt = now;
        if (now - usedAt < REFRESH_INTERVAL.toNanos() * 2) {
            limited = budgets.isLimited(budget);
        } else {
            known = false;
        }
    }

    /** Returns the unused rest of the lease, without what is set aside for calls under way. */
    void leave() {
        lock.lock();
        try {
            if (drawn) {
                borrower.settleAll();
                budgets.send(budget, borrower.leave());
            }
        } finally {
            lock.unlock();
        }
    }
}
