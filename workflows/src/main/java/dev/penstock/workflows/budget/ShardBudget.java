package dev.penstock.workflows.budget;

import dev.penstock.contracts.BudgetAsk;
import dev.penstock.contracts.ShardMoney;
import dev.penstock.contracts.Shortfall;
import dev.penstock.contracts.Slice;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a shard may spend: a slice begins only when money is reserved for it, and what it didn't need is free again when
 * it has ended. Amounts in billionths of a US dollar.
 */
public final class ShardBudget {
    /** For a slice of which nothing is known: a thousandth of a dollar a request. */
    private static final long UNKNOWN = 1_000_000;
    /** How many slices ahead are asked for. */
    private static final int AHEAD = 64;

    private final int shard;
    private final Map<Integer, Long> reserved = new TreeMap<>();
    private final Map<Integer, Long> needs = new TreeMap<>();
    /** By slices that are to go on. */
    private final Map<Integer, Long> spentSoFar = new TreeMap<>();

    private boolean limited;
    private boolean unaware;
    private long free;
    private long spent;
    private int asks;
    private int grants;
    private boolean asked;
    private boolean recalled;
    private boolean askedIdle;

    /**
     * @param money null = anything may be spent
     */
    public ShardBudget(int shard, @Nullable ShardMoney money) {
        this.shard = shard;
        if (money != null) {
            limited = true;
            free = money.free();
            asks = money.asks();
            grants = money.grants();
            reserved.putAll(money.reserved());
            needs.putAll(money.needs());
            recalled = Boolean.TRUE.equals(money.recalled());
        }
    }

    /** To go on with after continuing as new; null = anything may be spent. */
    public @Nullable ShardMoney money() {
        return limited
                ? new ShardMoney(
                        free, Map.copyOf(reserved), Map.copyOf(needs), asks, grants, recalled ? Boolean.TRUE : null)
                : null;
    }

    /**
     * Whether this slice may begin.
     *
     * @param idle whether no other slice is under way that could set money free
     */
    public boolean allows(Slice slice, boolean idle) {
        if (!limited || recalled || unaware) {
            return !limited;
        }
        return free >= missing(slice, wanted(slice)) || (idle && !asked && free >= missing(slice, least(slice)));
    }

    /** What the slice may cost, with all that it has cost already; null = anything. */
    public @Nullable Long reserve(Slice slice) {
        if (!limited) {
            return null;
        }
        long more = Math.min(free, missing(slice, wanted(slice)));
        free -= more;
        return reserved.merge(slice.index(), more, Long::sum);
    }

    /** A slice has ended, with all its results. */
    public void spent(Slice slice, long amount) {
        Long had = reserved.remove(slice.index());
        needs.remove(slice.index());
        spentSoFar.remove(slice.index());
        spent += amount;
        if (limited) {
            free += (had == null ? 0 : had) - amount;
        }
    }

    /** A slice has ended without all its results, because its money was not enough. */
    public void fellShort(Slice slice, Shortfall shortfall) {
        Long had = reserved.put(slice.index(), shortfall.spent());
        needs.put(slice.index(), shortfall.needed());
        spentSoFar.put(slice.index(), shortfall.spent());
        free += (had == null ? 0 : had) - shortfall.spent();
    }

    /** Whether the batch is to be asked, because this slice, which is to be the next, may not begin. */
    public boolean hasToAsk(Slice slice, boolean idle) {
        return !unaware && !allows(slice, idle) && (!asked || (idle && !askedIdle));
    }

    /**
     * @param next the slices that come next, it included
     */
    public BudgetAsk ask(Slice slice, Collection<Slice> next, boolean idle) {
        long wanted = next.stream()
                .limit(AHEAD)
                .mapToLong(each -> missing(each, wanted(each)))
                .sum();
        // With less than the whole it would only wait for its slices under way, and ask again.
        long atLeast = missing(slice, idle ? least(slice) : wanted(slice));
        long inAll =
                spent + spentSoFar.values().stream().mapToLong(Long::longValue).sum();
        BudgetAsk ask = new BudgetAsk(shard, ++asks, atLeast, wanted, free, grants, idle, inAll);
        free = 0;
        asked = true;
        askedIdle = idle;
        recalled = false;
        return ask;
    }

    public void granted(long amount) {
        grants++;
        free += amount;
        asked = false;
        askedIdle = false;
    }

    /**
     * From now on it may spend no more than it is given; the next ask gives back what is free.
     *
     * @param spent by all its slices that have ended
     * @param countsOthers whether it waits to be told what the others have cost; else that counts when they begin again
     */
    public void limit(long spent, boolean countsOthers) {
        if (!limited) {
            limited = true;
            free = -spent;
            unaware = countsOthers;
        }
        asked = false;
        askedIdle = false;
        recalled = true;
    }

    /** Nothing begins before it knows what slices have cost that were cut off. */
    public void wantToKnow() {
        unaware = limited;
    }

    public boolean isLimited() {
        return limited;
    }

    /** Whether it waits to be told what slices have cost that were cut off. */
    public boolean isUnaware() {
        return unaware;
    }

    /**
     * @param spent by slices that are to begin again
     */
    public void knows(Map<Integer, Long> spent) {
        spent.forEach((slice, amount) -> {
            Long before = reserved.put(slice, amount);
            free -= amount - (before == null ? 0 : before);
        });
        unaware = false;
    }

    private long missing(Slice slice, long amount) {
        return Math.max(0, amount - reserved.getOrDefault(slice.index(), 0L));
    }

    private long wanted(Slice slice) {
        return Math.max(roughly(slice), needs.getOrDefault(slice.index(), 0L));
    }

    /** For one call, as far as it is known. */
    private long least(Slice slice) {
        Long needed = needs.get(slice.index());
        return needed != null
                ? needed
                : reserved.getOrDefault(slice.index(), 0L) + Math.max(1, roughly(slice) / slice.requests());
    }

    private static long roughly(Slice slice) {
        Long worst = slice.worst();
        return worst == null ? UNKNOWN * slice.requests() : worst;
    }
}
