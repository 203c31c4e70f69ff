package dev.penstock.limits.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;

/** The money of a batch, by its own budget and by the budgets that it borrows from; its shards borrow from {@link #lender()}. */
public final class BatchFunds implements Funds {
    private final Lender lender = new Lender(this);
    private Limit own = Limit.UNLIMITED;
    private Limit limit = Limit.UNLIMITED;
    private NanoUsd spent = NanoUsd.ZERO;

    public Lender lender() {
        return lender;
    }

    /**
     * Sets the limits of the batch.
     *
     * @param ownBudget the limit of the batch's own budget
     * @param borrowed the most that the batch may cost by the budgets of its tenant and key
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

    /** Returns the spending of ended shards, and of running shards as far as they have reported it. */
    public NanoUsd spent() {
        return spent;
    }

    /** Returns what is spent, plus what running shards may still spend. */
    public NanoUsd committed() {
        return spent.plus(lender.lent());
    }

    /** Returns what the batch's own budget leaves. */
    public Limit ownLeft() {
        return own.minus(committed());
    }

    /** Returns whether the batch's own budget has less than any waiting shard needs at least. */
    public boolean isOwnSpent() {
        return !ownLeft().allows(lender.needed().orElse(NanoUsd.ZERO));
    }
}
