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

/** What a lender knows of one borrower: what it has, and what it wants. */
final class Lease {
    private LeaseRequest latest;
    private LeaseSums sums;
    private State state;
    private Instant askedAt;
    private Instant heardAt;
    /** Whether it may have spent what nobody lent, and has not said how much. */
    private boolean unheard;

    /** What was spent before its first message here is no matter of this lender's, or was counted before. */
    Lease(LeaseRequest first, Instant now) {
        latest = first;
        sums = new LeaseSums(NanoUsd.ZERO, first.sums().spent(), first.sums().returned()).covered();
        state = wish(first);
        askedAt = now;
        heardAt = now;
    }

    /** Begins without a message, with so much spent that counts already. */
    Lease(LeaseHolder holder, NanoUsd spent) {
        this(
                new LeaseRequest(
                        holder, new LeaseSums(NanoUsd.ZERO, spent, NanoUsd.ZERO), LeaseDemand.NONE, Activity.WORKING),
                Instant.EPOCH);
    }

    Lease(LeaseMemory memory) {
        latest = memory.latest();
        sums = memory.sums();
        state = memory.state();
        askedAt = memory.askedAt();
        heardAt = memory.heardAt();
    }

    LeaseMemory memory() {
        return new LeaseMemory(latest, sums, state, askedAt, heardAt);
    }

    /** Returns what the borrower has spent since it last said so. */
    NanoUsd hear(LeaseRequest request, Instant now) {
        NanoUsd more = request.sums().spent().minus(sums.spent()).orZero();
        sums = new LeaseSums(
                        sums.granted(),
                        sums.spent().plus(more),
                        sums.returned().max(request.sums().returned()))
                .covered();
        heardAt = now;
        unheard = false;
        if (more.isPositive()) {
            // The reason it was told says what was spent.
            reconsider();
        }
        if (request.demand().number() > latest.demand().number()) {
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

    /** While there is no limit the borrower has nothing, and may spend anything. */
    void release() {
        sums = new LeaseSums(NanoUsd.ZERO, sums.spent(), sums.returned()).covered();
        state = State.SERVED;
    }

    void refuse() {
        state = State.REFUSED;
    }

    /** What the borrower was told does not hold any more. */
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

    /** Returns what the borrower may still spend, or has spent without having said so. */
    NanoUsd held() {
        return sums.held();
    }

    /** Returns whether the borrower has nothing under way, waits, and knew of all that it was granted when it said so. */
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

    /** Returns what the borrower could use, and needs at least. */
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
