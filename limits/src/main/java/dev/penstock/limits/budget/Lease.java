package dev.penstock.limits.budget;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.LeaseHolder;
import dev.penstock.contracts.budget.LeaseMemory;
import dev.penstock.contracts.budget.LeaseMemory.State;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.LeaseRequest.Activity;
import dev.penstock.contracts.budget.LeaseRequest.LeaseDemand;
import dev.penstock.contracts.budget.LeaseSums;
import java.time.Instant;

/** A lender's record of one borrower: the borrower's money and its demand. */
final class Lease {
    private LeaseRequest latest;
    private LeaseSums sums;
    private State state;
    private Instant askedAt;
    private Instant heardAt;
    /** Whether the borrower may have spent money that was not lent, and has not reported how much. */
    private boolean unheard;
    /** Whether a later demand may say that less was spent: what a shard counted with its worst case may have cost less. */
    private final boolean correctable;

    /** Begins with the borrower's first message; earlier spending does not concern this lender, or was counted before. */
    Lease(LeaseRequest first, Instant now) {
        this(first, now, false);
    }

    private Lease(LeaseRequest first, Instant now, boolean correctable) {
        this.correctable = correctable;
        latest = first;
        sums = new LeaseSums(NanoUsd.ZERO, first.sums().spent(), first.sums().returned()).covered();
        state = wish(first);
        askedAt = now;
        heardAt = now;
    }

    /** Begins without a message, with spending that is counted already. */
    Lease(LeaseHolder holder, NanoUsd spent) {
        this(
                new LeaseRequest(
                        holder, new LeaseSums(NanoUsd.ZERO, spent, NanoUsd.ZERO), LeaseDemand.NONE, Activity.WORKING),
                Instant.EPOCH,
                true);
    }

    Lease(LeaseMemory memory) {
        correctable = false;
        latest = memory.latest();
        sums = memory.sums();
        state = memory.state();
        askedAt = memory.askedAt();
        heardAt = memory.heardAt();
    }

    LeaseMemory memory() {
        return new LeaseMemory(latest, sums, state, askedAt, heardAt);
    }

    /** Takes a message, and returns what the borrower has spent since its last report; below zero where that was too much. */
    NanoUsd receive(LeaseRequest request, Instant now) {
        boolean newer = request.demand().number() > latest.demand().number();
        NanoUsd more = request.sums().spent().minus(sums.spent());
        if (!newer || !correctable) {
            more = more.orZero();
        }
        sums = new LeaseSums(
                        sums.granted(),
                        sums.spent().plus(more),
                        sums.returned().max(request.sums().returned()))
                .covered();
        heardAt = now;
        unheard = false;
        if (more.isPositive()) {
            // The reason that the borrower was told names the spending.
            reconsider();
        }
        if (newer) {
            latest = request;
            state = wish(request);
            askedAt = now;
        }
        return more;
    }

    private static State wish(LeaseRequest request) {
        return request.demand().isForMoney() ? State.WAITING : State.SERVED;
    }

    void grant(NanoUsd amount) {
        sums = new LeaseSums(sums.granted().plus(amount), sums.spent(), sums.returned());
        state = State.SERVED;
    }

    /** Removes the borrower's limit: while there is none, the borrower has no money, and may spend any amount. */
    void release() {
        sums = new LeaseSums(NanoUsd.ZERO, sums.spent(), sums.returned()).covered();
        state = State.SERVED;
    }

    void refuse() {
        state = State.REFUSED;
    }

    /** Cancels an earlier refusal, so that the demand is considered anew. */
    void reconsider() {
        state = state == State.REFUSED ? State.WAITING : state;
    }

    void forgetDemand() {
        state = state == State.GONE ? State.GONE : State.SERVED;
    }

    void lose() {
        state = State.GONE;
    }

    void awaitReport() {
        unheard = true;
    }

    /** Returns what the borrower may still spend, or has spent without having reported it. */
    NanoUsd held() {
        return sums.held();
    }

    /** Returns whether the borrower waits with no call under way, and knew of all its grants when it said so. */
    boolean isStuck() {
        return waits()
                && latest.activity() == Activity.IDLE
                && latest.sums().granted().equals(sums.granted());
    }

    boolean waits() {
        return state == State.WAITING || state == State.REFUSED;
    }

    boolean isRefused() {
        return state == State.REFUSED;
    }

    boolean isGone() {
        return state == State.GONE;
    }

    boolean isUnheard() {
        return unheard;
    }

    LeaseHolder holder() {
        return latest.holder();
    }

    LeaseDemand demand() {
        return latest.demand();
    }

    /** Returns the amount that the borrower could use, which is at least what it needs. */
    NanoUsd wanted() {
        return demand().wanted().max(demand().atLeast());
    }

    LeaseSums sums() {
        return sums;
    }

    Instant askedAt() {
        return askedAt;
    }

    Instant heardAt() {
        return heardAt;
    }
}
