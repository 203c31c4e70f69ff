package dev.penstock.workflows.budget;

import dev.penstock.contracts.BudgetAsk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a batch may cost, divided among its running shards: what they have is never more than the budget, less what has
 * been spent. Amounts in billionths of a US dollar.
 *
 * <p>A shard asks when it has too little for its next slice, and gives back what it has. So the money goes to where
 * something can be done with it, and in the end to the last request that fits.
 */
public final class BatchBudget {
    private @Nullable Long budget;
    private long spent;
    /** What each running shard may have spent at most. */
    private final SortedMap<Integer, Long> allotted = new TreeMap<>();

    private final SortedMap<Integer, BudgetAsk> waiting = new TreeMap<>();
    private final Map<Integer, Integer> latest = new TreeMap<>();
    private final Map<Integer, Integer> grants = new TreeMap<>();
    private final Map<Integer, Long> spentSoFar = new TreeMap<>();
    /** What unfinished slices had cost before this run, by shards that are still to begin. */
    private final Map<Integer, Long> earlier = new TreeMap<>();
    /** Shards that spent without having been given anything, and have not said how much. */
    private final Set<Integer> unheard = new TreeSet<>();

    /** Money for a shard. */
    public record Grant(int shard, long amount) {}

    /**
     * @param newBudget null = anything may be spent
     */
    public void set(@Nullable Long newBudget) {
        budget = newBudget;
    }

    public boolean isSet() {
        return budget != null;
    }

    /**
     * What was spent before any shard of this run began.
     *
     * @param amount by slices that are finished
     * @param inShards by others, which their shards will count again
     */
    public void alreadySpent(long amount, Map<Integer, Long> inShards) {
        earlier.putAll(inShards);
        spent = amount + earlier.values().stream().mapToLong(Long::longValue).sum();
    }

    public Set<Integer> running() {
        return Set.copyOf(allotted.keySet());
    }

    /** What its slices have cost already, which from now on it has to account for. */
    public long started(int shard) {
        Long before = earlier.remove(shard);
        long amount = before == null ? 0 : before;
        spent -= amount;
        allotted.put(shard, isSet() ? amount : 0);
        grants.put(shard, 0);
        return amount;
    }

    /** Gives nothing to anybody before each of the running shards has said what it has spent unasked. */
    public void awaitAll() {
        unheard.addAll(allotted.keySet());
    }

    /**
     * @param cost what all its slices have cost at most
     * @param whole whether that is all; otherwise what it was given has to count as spent
     */
    public void ended(int shard, long cost, boolean whole) {
        Long had = allotted.remove(shard);
        unheard.remove(shard);
        waiting.remove(shard);
        latest.remove(shard);
        grants.remove(shard);
        spentSoFar.remove(shard);
        spent += whole || had == null ? cost : Math.max(cost, had);
    }

    public void asked(BudgetAsk ask) {
        if (allotted.containsKey(ask.shard())) {
            unheard.remove(ask.shard());
            allotted.merge(ask.shard(), -ask.returned(), Long::sum);
            spentSoFar.merge(ask.shard(), ask.spent() == null ? 0 : ask.spent(), Math::max);
            if (ask.number() > latest.getOrDefault(ask.shard(), 0)) {
                latest.put(ask.shard(), ask.number());
                waiting.put(ask.shard(), ask);
            }
        }
    }

    /** Who gets what now; the modest first, for they can do something with little. */
    public List<Grant> giveOut() {
        List<Grant> given = new ArrayList<>();
        if (!unheard.isEmpty()) {
            return given;
        }
        List<BudgetAsk> asks = waiting.values().stream()
                .sorted(Comparator.comparingLong(BudgetAsk::atLeast))
                .toList();
        for (BudgetAsk ask : asks) {
            long free = free();
            if (free < ask.atLeast()) {
                break;
            }
            // Not all at once: what one has, another hasn't, and most of it comes back.
            long part = free / (2L * allotted.size());
            long amount = Math.min(Math.max(ask.wanted(), ask.atLeast()), Math.max(ask.atLeast(), part));
            allotted.merge(ask.shard(), amount, Long::sum);
            grants.merge(ask.shard(), 1, Integer::sum);
            waiting.remove(ask.shard());
            given.add(new Grant(ask.shard(), amount));
        }
        return given;
    }

    /** Whether no running shard can make another call, and none has any under way that could set money free. */
    public boolean isReached() {
        return !allotted.isEmpty()
                && waiting.size() == allotted.size()
                && waiting.values().stream().allMatch(ask -> ask.idle() && ask.grants() == granted(ask.shard()));
    }

    /** Spent by shards that have ended, and by those that run as far as they have said. */
    public long spent() {
        return spent + spentSoFar.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What the most modest of those that wait cannot begin without; empty when none waits. */
    public OptionalLong needed() {
        return waiting.values().stream().mapToLong(BudgetAsk::atLeast).min();
    }

    /** What those that wait could use. */
    public long wanted() {
        return waiting.values().stream()
                .mapToLong(ask -> Math.max(ask.wanted(), ask.atLeast()))
                .sum();
    }

    /** Spent by shards that have ended, and at most by those that run. */
    public long committed() {
        return spent + allotted.values().stream().mapToLong(Long::longValue).sum();
    }

    private long free() {
        return budget == null ? Long.MAX_VALUE / 4 : budget - committed();
    }

    private int granted(int shard) {
        return grants.getOrDefault(shard, 0);
    }
}
