package dev.penstock.limits.budget;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.budget.BorrowerMemory;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseHolder;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.budget.LeaseRequest.Activity;
import dev.penstock.contracts.budget.LeaseSums;
import dev.penstock.contracts.shard.ShardMoney;
import dev.penstock.contracts.shard.Shortfall;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a shard out of its batch's budget: a slice begins only when money is reserved for it, and the unused rest is
 * free again when the slice has ended.
 */
public final class ShardBorrower {
    /** The cost per request that is assumed if nothing is known of a slice: a thousandth of a dollar. */
    private static final NanoUsd UNKNOWN = NanoUsd.of(1_000_000);
    /** The number of slices ahead for which money is asked. */
    private static final int SLICES_AHEAD = 64;

    private static final NanoUsd SMALLEST_AMOUNT = NanoUsd.of(1);

    private final Borrower borrower;
    private final Map<Integer, NanoUsd> reserved = new TreeMap<>();
    /** By slice, the cost so far of slices that are to go on. */
    private final Map<Integer, NanoUsd> spent = new TreeMap<>();

    private final Map<Integer, NanoUsd> needs = new TreeMap<>();
    private boolean uncounted;

    /**
     * Creates the lease of a shard.
     *
     * @param money the money of the shard; null = unlimited
     */
    public ShardBorrower(int shard, @Nullable ShardMoney money) {
        LeaseHolder holder = LeaseHolder.shard(shard);
        if (money == null) {
            borrower = new Borrower(holder, new BorrowerMemory(false, LeaseSums.NONE, 0, false), NanoUsd.ZERO);
        } else {
            reserved.putAll(money.reserved());
            spent.putAll(money.spent());
            needs.putAll(money.needs());
            borrower = new Borrower(holder, money.lease(), NanoUsd.sum(reserved.values()));
        }
    }

    /** Returns the money with which the shard goes on after continuing as new. */
    public ShardMoney money() {
        return new ShardMoney(borrower.memory(), Map.copyOf(reserved), Map.copyOf(spent), Map.copyOf(needs));
    }

    /**
     * Returns whether this slice may begin.
     *
     * @param idle whether no other slice is under way that could set money free
     */
    public boolean allows(Slice slice, boolean idle) {
        if (uncounted) {
            return false;
        }
        return borrower.has(missing(slice, wanted(slice)))
                || (idle && !borrower.isAsking() && borrower.has(missing(slice, least(slice))));
    }

    /** Returns whether money was reserved for a slice, or spent on it. */
    public boolean knows(int slice) {
        return reserved.containsKey(slice) || spent.containsKey(slice) || needs.containsKey(slice);
    }

    /** Reserves money for a slice, and returns the most that the slice may cost, including its cost so far. */
    public Limit reserve(Slice slice) {
        if (!borrower.isLimited()) {
            return Limit.UNLIMITED;
        }
        NanoUsd more = missing(slice, wanted(slice)).min(borrower.free().orZero());
        borrower.reserve(more);
        reserved.merge(slice.index(), more, NanoUsd::plus);
        return Limit.atMost(set(slice));
    }

    /** Settles a slice that has ended with all its results. */
    public void spent(Slice slice, NanoUsd cost) {
        settle(slice.index(), cost);
        spent.remove(slice.index());
        needs.remove(slice.index());
    }

    /** Settles a slice that has ended without all its results, because its money was not enough. */
    public void settleShortfall(Slice slice, Shortfall shortfall) {
        settle(slice.index(), shortfall.spent());
        needs.put(slice.index(), shortfall.needed());
    }

    /**
     * Settles the reservation of a slice.
     *
     * @param cost the total cost of the slice
     */
    private void settle(int slice, NanoUsd cost) {
        NanoUsd before = spent.getOrDefault(slice, NanoUsd.ZERO);
        NanoUsd had = reserved.remove(slice);
        borrower.settle(had == null ? NanoUsd.ZERO : had, cost.minus(before));
        spent.put(slice, cost);
    }

    /** Returns whether the batch has to be asked for money, because this slice, which comes next, may not begin. */
    public boolean hasToAsk(Slice slice, boolean idle) {
        return !uncounted && !allows(slice, idle) && (!borrower.isAsking() || (idle && !borrower.isAskingIdle()));
    }

    /**
     * Asks the batch for money.
     *
     * @param next the slices that come next, this one included
     */
    public LeaseRequest ask(Slice slice, Collection<Slice> next, boolean idle) {
        NanoUsd wanted = NanoUsd.sum(next.stream()
                .limit(SLICES_AHEAD)
                .map(each -> missing(each, wanted(each)))
                .toList());
        // With less than the whole amount, the shard would only wait for its slices under way, and ask again.
        NanoUsd needed = missing(slice, idle ? least(slice) : wanted(slice)).max(SMALLEST_AMOUNT);
        return borrower.request(needed, wanted, idle ? Activity.IDLE : Activity.WORKING);
    }

    /**
     * Takes the batch's answer. With its first limit, a shard begins nothing before the cost of interrupted slices is
     * counted.
     *
     * @param finished the cost of all ended slices
     */
    public void receive(LeaseGrant grant, NanoUsd finished) {
        boolean wasLimited = borrower.isLimited();
        borrower.receive(grant);
        if (borrower.isLimited() && !wasLimited) {
            borrower.count(finished.plus(NanoUsd.sum(spent.values())), NanoUsd.sum(reserved.values()));
            uncounted = true;
        }
    }

    /** Lets nothing begin before {@link #counted}. */
    public void awaitCount() {
        uncounted = borrower.isLimited();
    }

    /** Returns whether the cost of interrupted slices still has to be counted. */
    public boolean isUncounted() {
        return uncounted;
    }

    /**
     * Takes the cost so far of interrupted slices.
     *
     * @param costs by slice that is to begin again
     */
    public void counted(Map<Integer, NanoUsd> costs) {
        costs.forEach(this::settle);
        uncounted = false;
    }

    /** Returns the money reserved for the slice or spent on it. */
    private NanoUsd set(Slice slice) {
        return reserved.getOrDefault(slice.index(), NanoUsd.ZERO).plus(spent.getOrDefault(slice.index(), NanoUsd.ZERO));
    }

    private NanoUsd missing(Slice slice, NanoUsd amount) {
        return amount.minus(set(slice)).orZero();
    }

    private NanoUsd wanted(Slice slice) {
        return roughly(slice).max(needs.getOrDefault(slice.index(), NanoUsd.ZERO));
    }

    /** Returns the cost of one call of the slice, as far as it is known. */
    private NanoUsd least(Slice slice) {
        NanoUsd needed = needs.get(slice.index());
        return needed != null
                ? needed
                : set(slice).plus(roughly(slice).dividedBy(slice.requests()).max(SMALLEST_AMOUNT));
    }

    private static NanoUsd roughly(Slice slice) {
        NanoUsd worst = slice.worst();
        return worst == null ? UNKNOWN.times(slice.requests()) : worst.orZero();
    }
}
