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
 * Manages a borrower's lease: lent money is reserved for pieces of work before they begin, and is free again if they cost
 * less. Reserved plus spent money never exceeds the lent money, except for what was spent while there was no limit.
 */
public final class Borrower {
    private final LeaseHolder holder;
    private boolean limited;
    private NanoUsd granted;
    private NanoUsd spent;
    private NanoUsd returned;
    private NanoUsd reserved;
    private NanoUsd reported;
    private boolean recalled;
    private int demands;
    private @Nullable Outstanding outstanding;
    private @Nullable String refusal;

    /** A demand that was neither granted nor withdrawn. */
    private record Outstanding(NanoUsd needed, Activity activity) {}

    /** Creates a borrower without any money. */
    public Borrower(LeaseHolder holder) {
        this(holder, new BorrowerMemory(true, LeaseSums.NONE, 0, false), NanoUsd.ZERO);
    }

    /**
     * Creates a borrower that goes on where an earlier run ended.
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

    /** Returns the most that may be spent in total since the holder first borrowed here. */
    public Limit limit() {
        return limited ? Limit.atMost(sums().covered().granted().minus(returned)) : Limit.UNLIMITED;
    }

    /** Returns the money that is neither spent nor reserved; below zero if more was spent than lent. */
    public NanoUsd free() {
        return sums().covered().granted().minus(returned).minus(spent).minus(reserved);
    }

    /** Returns whether this amount may be reserved. */
    public boolean has(NanoUsd amount) {
        return !limited || (!recalled && !free().isLessThan(amount));
    }

    /** Reserves an amount; nothing is reserved for an amount below zero. */
    public void reserve(NanoUsd amount) {
        reserved = reserved.plus(amount.orZero());
    }

    /** Ends a piece of work, and frees what was reserved for it. */
    public void settle(NanoUsd wasReserved, NanoUsd cost) {
        // Below zero only where sums were cut off at the largest amount.
        reserved = reserved.minus(wasReserved).orZero();
        spent = spent.plus(cost);
    }

    /** Counts all that is reserved as spent. */
    public void settleAll() {
        settle(reserved, reserved);
    }

    /** Sets the total amounts spent and reserved, where the caller keeps count of them. */
    public void count(NanoUsd spentInAll, NanoUsd reservedInAll) {
        NanoUsd committed = spentInAll.plus(reservedInAll);
        spent = spent.max(spentInAll);
        reserved = committed.minus(spent).orZero();
    }

    /** Asks for an amount, and returns all free money, so that too little for this borrower is not kept from another that could use it. */
    public LeaseRequest request(NanoUsd needed, NanoUsd wanted, Activity activity) {
        NanoUsd debt = giveBack();
        return demand(needed, needed.plus(debt), wanted.max(needed).plus(debt), activity);
    }

    /** Asks for an amount in addition to the free money. */
    public LeaseRequest requestMore(NanoUsd needed, NanoUsd wanted) {
        return demand(needed, needed, wanted, Activity.WORKING);
    }

    private LeaseRequest demand(NanoUsd needed, NanoUsd atLeast, NanoUsd wanted, Activity activity) {
        demands++;
        outstanding = new Outstanding(needed, activity);
        refusal = null;
        return message(new LeaseDemand(demands, atLeast, wanted), activity);
    }

    /** Reports what was spent, and returns the free money. */
    public LeaseRequest report() {
        giveBack();
        return reportSpending();
    }

    /** Reports what was spent. */
    public LeaseRequest reportSpending() {
        return message(new LeaseDemand(demands, NanoUsd.ZERO, NanoUsd.ZERO), Activity.WORKING);
    }

    /** Reports for the last time what was spent; the rest is free for other borrowers. */
    public LeaseRequest leave() {
        return message(new LeaseDemand(demands, NanoUsd.ZERO, NanoUsd.ZERO), Activity.LEAVING);
    }

    /** Gives back the free money; returns the amount beyond the lent money that was reserved while there was no limit. */
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

    public void receive(LeaseGrant grant) {
        boolean latest = grant.number() == demands;
        boolean more = lend(grant, latest && answers(grant.type()));
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

    private static boolean answers(LeaseGrant.Type type) {
        return type == LeaseGrant.Type.GRANTED || type == LeaseGrant.Type.REFUSED;
    }

    /** Returns whether more is lent than before. */
    private boolean lend(LeaseGrant grant, boolean answers) {
        NanoUsd before = granted;
        boolean wasLimited = limited;
        limited = !grant.granted().isUnlimited();
        if (grant.granted() instanceof Limit.AtMost(NanoUsd inAll)) {
            // The sum is less than before if the lender has given this borrower up, and begun anew.
            granted = !wasLimited || answers ? inAll : granted.max(inAll);
        } else {
            // The lender counts nothing as lent any more: under another limit all has to be asked for.
            granted = spent.plus(returned);
        }
        return !limited || before.isLessThan(granted);
    }

    /** Notes that there is no lender to answer. */
    public void unanswered(String reason) {
        refusal = reason;
    }

    /** Allows refused demands to be made again. */
    public void requestAgain() {
        if (refusal != null) {
            outstanding = null;
            refusal = null;
        }
    }

    /** Returns whether no demand is outstanding that needs this amount or less. */
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

    /** Returns whether a demand is neither granted nor refused yet. */
    public boolean awaitsAnswer() {
        return outstanding != null && refusal == null;
    }

    /** Returns why nothing is granted now; null if no demand was refused. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** Returns whether the lender does not know yet of all spending. */
    public boolean hasToReport() {
        return reported.isLessThan(spent);
    }

    private LeaseSums sums() {
        return new LeaseSums(granted, spent, returned);
    }
}
