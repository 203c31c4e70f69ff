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
    private static final long CALLS = 32;

    /** The most that one draw asks for, 100,000 US dollars: lumps double with each draw and would overflow otherwise. */
    private static final NanoUsd LARGEST_LUMP = NanoUsd.of(100_000_000_000_000L);

    private static final NanoUsd LEAST = NanoUsd.of(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    /** How long a new limit or a new budget may go unnoticed. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Duration SAY_EVERY = Duration.ofSeconds(30);
    private static final Duration UNUSED = Duration.ofSeconds(60);
    /** How long calls are refused before the budget is asked again. */
    private static final Duration REFUSED_FOR = Duration.ofSeconds(1);

    private final BudgetId budget;
    private final Budgets budgets;
    private final Borrower borrower;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean known;
    private volatile boolean limited;
    private volatile long usedAt;
    private int underWay;
    private NanoUsd lump = NanoUsd.ZERO;
    private boolean drawn;
    private long drawnAt;
    private long lookedAt;
    private long saidAt;
    private long refusedAt;
    private @Nullable String refusal;
    private boolean refilling;
    private boolean said;

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
                    lookedAt = nanoTime.getAsLong();
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
            if (lacks(worst)) {
                long now = nanoTime.getAsLong();
                if (refusal != null && now - refusedAt < REFUSED_FOR.toNanos()) {
                    return Optional.of(refusal);
                }
                draw(worst, now);
                if (lacks(worst)) {
                    refusedAt = now;
                    return Optional.of(refusal == null ? budget + " has too little left" : refusal);
                }
            }
            borrower.reserve(worst);
            underWay++;
            if (runsOut() && !refilling) {
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
            underWay--;
        } finally {
            lock.unlock();
        }
    }

    private boolean lacks(NanoUsd worst) {
        return limited && borrower.free().isLessThan(worst);
    }

    private boolean runsOut() {
        return lacks(lump.dividedBy(2));
    }

    /** Draws ahead of need, so that no call waits for the budget. */
    private void refill() {
        lock.lock();
        try {
            if (runsOut()) {
                draw(LEAST, nanoTime.getAsLong());
            }
        } catch (RuntimeException e) {
            log.debug("More budget of {} could not be requested in advance", budget, e);
        } finally {
            refilling = false;
            lock.unlock();
        }
    }

    private void draw(NanoUsd worst, long now) {
        boolean often = drawn && now - drawnAt < SOON.toNanos();
        NanoUsd few = worst.min(LARGEST_LUMP.dividedBy(CALLS)).times(CALLS);
        lump = few.max(often ? lump.times(2) : lump.dividedBy(2)).min(LARGEST_LUMP);
        drawn = true;
        drawnAt = now;
        said = true;
        saidAt = now;
        NanoUsd missing = worst.minus(borrower.free()).max(LEAST);
        borrower.hear(budgets.draw(budget, borrower.requestMore(missing, lump)));
        limited = borrower.isLimited();
        refusal = borrower.refusal();
    }

    /** Reports what was spent, returns what is not used, and checks whether limits changed. To be called every second. */
    void tick() {
        long now = nanoTime.getAsLong();
        if (!limited && known && now - lookedAt >= LOOK_EVERY.toNanos()) {
            look(now);
        }
        lock.lock();
        try {
            if (said && now - saidAt >= SAY_EVERY.toNanos()) {
                saidAt = now;
                said = now - usedAt < UNUSED.toNanos() || underWay > 0;
                budgets.tell(budget, said ? borrower.mention() : borrower.report());
            }
        } finally {
            lock.unlock();
        }
    }

    private void look(long now) {
        lookedAt = now;
        if (now - usedAt < LOOK_EVERY.toNanos() * 2) {
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
                budgets.tell(budget, borrower.leave());
            }
        } finally {
            lock.unlock();
        }
    }
}
