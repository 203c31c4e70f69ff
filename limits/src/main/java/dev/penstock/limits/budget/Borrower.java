package dev.penstock.limits.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.budget.BorrowerMemory;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseHolder;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.LeaseRequest.Activity;
import dev.penstock.contracts.budget.LeaseRequest.LeaseDemand;
import dev.penstock.contracts.budget.LeaseSums;
import org.jspecify.annotations.Nullable;

/**
 * Holds a lease: what a lender lent is reserved for pieces of work before they begin, and free again when they cost less. What is
 * reserved and spent is never more than what was lent, but for what was spent while there was no limit.
 */
public final class Borrower {
    private final LeaseHolder holder;
    private boolean limited;
    private NanoUsd granted;
    private NanoUsd spent;
    private NanoUsd returned;
    private NanoUsd reserved = NanoUsd.ZERO;
    private NanoUsd reported;
    private boolean recalled;
    private int demands;
    private @Nullable Outstanding outstanding;
    private @Nullable String refusal;

    /** A demand that was neither granted nor taken back. */
    private record Outstanding(NanoUsd needed, Activity activity) {}

    /** Begins with nothing. */
    public Borrower(LeaseHolder holder) {
        this(holder, new BorrowerMemory(true, LeaseSums.NONE, 0, false), NanoUsd.ZERO);
    }

    /**
     * Goes on where an earlier run ended.
     *
     * @param reserved for what that run began
     */
    public Borrower(LeaseHolder holder, BorrowerMemory memory, NanoUsd reserved) {
        this.holder = holder;
        this.limited = memory.limited();
        this.granted = memory.sums().granted();
        this.spent = memory.sums().spent();
        this.returned = memory.sums().returned();
        this.reported = spent;
        this.demands = memory.demands();
        this.recalled = memory.recalled();
        this.reserved = reserved;
    }

    public BorrowerMemory memory() {
        return new BorrowerMemory(limited, sums(), demands, recalled);
    }

    public boolean isLimited() {
        return limited;
    }

    /** Returns what may be spent in all, since the holder first borrowed here. */
    public Limit limit() {
        return limited ? Limit.atMost(sums().covered().granted().minus(returned)) : Limit.UNLIMITED;
    }

    /** Returns what is neither spent nor reserved; below zero where more was spent than lent. */
    public NanoUsd free() {
        return sums().covered().granted().minus(returned).minus(spent).minus(reserved);
    }

    /** Returns whether so much may be reserved. */
    public boolean has(NanoUsd amount) {
        return !limited || (!recalled && !free().isLessThan(amount));
    }

    public void reserve(NanoUsd amount) {
        reserved = reserved.plus(amount);
    }

    /** Ends a piece of work, whatever was reserved for it. */
    public void settle(NanoUsd wasReserved, NanoUsd cost) {
        reserved = reserved.minus(wasReserved);
        spent = spent.plus(cost);
    }

    /** Counts all that is reserved as spent. */
    public void settleAll() {
        settle(reserved, reserved);
    }

    /** Says what was spent and reserved in all, where somebody else keeps count of it. */
    public void count(NanoUsd spentInAll, NanoUsd reservedInAll) {
        NanoUsd committed = spentInAll.plus(reservedInAll);
        spent = spent.max(spentInAll);
        reserved = committed.minus(spent).orZero();
    }

    /** Asks for so much, and gives back all that is free: nobody sits on what is too little for himself, and enough for another. */
    public LeaseRequest request(NanoUsd needed, NanoUsd wanted, Activity activity) {
        NanoUsd debt = giveBack();
        return demand(needed, needed.plus(debt), wanted.max(needed).plus(debt), activity);
    }

    /** Asks for so much besides what is free. */
    public LeaseRequest requestMore(NanoUsd needed, NanoUsd wanted) {
        return demand(needed, needed, wanted, Activity.WORKING);
    }

    private LeaseRequest demand(NanoUsd needed, NanoUsd atLeast, NanoUsd wanted, Activity activity) {
        demands++;
        outstanding = new Outstanding(needed, activity);
        refusal = null;
        return message(new LeaseDemand(demands, atLeast, wanted), activity);
    }

    /** Says what was spent, and gives back what is free. */
    public LeaseRequest report() {
        giveBack();
        return mention();
    }

    /** Says what was spent. */
    public LeaseRequest mention() {
        return message(new LeaseDemand(demands, NanoUsd.ZERO, NanoUsd.ZERO), Activity.WORKING);
    }

    /** Says for the last time what was spent; the rest is free for others. */
    public LeaseRequest leave() {
        return message(new LeaseDemand(demands, NanoUsd.ZERO, NanoUsd.ZERO), Activity.LEAVING);
    }

    /** Returns what was reserved while there was no limit, beyond what was lent. */
    private NanoUsd giveBack() {
        NanoUsd free = free();
        recalled = false;
        if (!limited) {
            return NanoUsd.ZERO;
        }
        returned = returned.plus(free.orZero());
        return NanoUsd.ZERO.minus(free).orZero();
    }

    private LeaseRequest message(LeaseDemand demand, Activity activity) {
        reported = spent;
        return new LeaseRequest(holder, sums().covered(), demand, activity);
    }

    public void hear(LeaseGrant grant) {
        boolean latest = grant.number() == demands;
        boolean more = lend(grant, latest && grant.type() == LeaseGrant.Type.GRANTED);
        switch (grant.type()) {
            case GRANTED -> {
                refusal = null;
                outstanding = latest || more ? null : outstanding;
            }
            case REFUSED -> refusal = latest ? grant.reason() : refusal;
            case RECALLED -> {
                requestAgain();
                outstanding = null;
                recalled = limited;
            }
            case REPORT -> {}
        }
    }

    /** Returns whether more is lent than before. */
    private boolean lend(LeaseGrant grant, boolean answers) {
        NanoUsd before = granted;
        boolean wasLimited = limited;
        limited = !grant.granted().isUnlimited();
        if (grant.granted() instanceof Limit.AtMost(NanoUsd inAll)) {
            // Less than before where the lender has given this borrower up, and began anew.
            granted = !wasLimited || answers ? inAll : granted.max(inAll);
        } else {
            // The lender counts nothing as lent any more: under another limit all has to be asked for.
            granted = spent.plus(returned);
        }
        return !limited || before.isLessThan(granted);
    }

    /** Nobody is there to answer. */
    public void unanswered(String reason) {
        refusal = reason;
    }

    /** Lets what was refused be asked for again. */
    public void requestAgain() {
        if (refusal != null) {
            outstanding = null;
            refusal = null;
        }
    }

    /** Returns whether no demand for so little is outstanding. */
    public boolean hasToAsk(NanoUsd needed) {
        return outstanding == null || needed.isLessThan(outstanding.needed);
    }

    /** Returns whether a demand is outstanding. */
    public boolean isAsking() {
        return outstanding != null;
    }

    /** Returns whether a demand is outstanding that was made while nothing was under way. */
    public boolean isAskingIdle() {
        return outstanding != null && outstanding.activity == Activity.IDLE;
    }

    /** Returns whether a demand was neither granted nor refused yet. */
    public boolean awaitsAnswer() {
        return outstanding != null && refusal == null;
    }

    /** Returns why nothing is granted now; null while there is hope. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** Returns whether the lender does not know yet of all that was spent. */
    public boolean hasToReport() {
        return reported.isLessThan(spent);
    }

    private LeaseSums sums() {
        return new LeaseSums(granted, spent, returned);
    }
}
