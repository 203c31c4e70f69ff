package dev.penstock.limits.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;

/** What a batch may cost, by its own budget and by those that it borrows from; its shards borrow it from {@link #lender()}. */
public final class BatchFunds implements Funds {
    private final Lender lender = new Lender(this);
    private Limit own = Limit.UNLIMITED;
    private Limit limit = Limit.UNLIMITED;
    private NanoUsd spent = NanoUsd.ZERO;

    public Lender lender() {
        return lender;
    }

    /**
     * @param ownBudget the batch's own
     * @param borrowed what the batch may cost by the budgets of its tenant and key
     */
    public void setLimits(Limit ownBudget, Limit borrowed) {
        own = ownBudget;
        limit = own.min(borrowed);
    }

    public boolean isLimited() {
        return !limit.isUnlimited();
    }

    @Override
    public Limit left() {
        return limit.minus(spent);
    }

    @Override
    public void spend(NanoUsd amount) {
        spent = spent.plus(amount);
    }

    /** Returns what shards that have ended have spent, and those that run as far as they have said. */
    public NanoUsd spent() {
        return spent;
    }

    /** Returns what is spent, and what running shards may still spend. */
    public NanoUsd committed() {
        return spent.plus(lender.lent());
    }

    /** Returns what the batch's own budget leaves. */
    public Limit ownLeft() {
        return own.minus(committed());
    }

    /** Returns whether the batch's own budget has too little for the most modest of the shards that wait. */
    public boolean isOwnSpent() {
        return !ownLeft().allows(lender.needed().orElse(NanoUsd.ZERO));
    }
}
