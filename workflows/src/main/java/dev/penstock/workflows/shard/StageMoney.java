package dev.penstock.workflows.shard;

import dev.penstock.contracts.Limit;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.budget.LeaseGrant;
import dev.penstock.contracts.budget.LeaseRequest;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.shard.ShardInput;
import dev.penstock.contracts.shard.ShardMoney;
import dev.penstock.contracts.shard.Shortfall;
import dev.penstock.limits.budget.ShardBorrower;
import dev.penstock.workflows.InterruptedSpend;
import dev.penstock.workflows.pipeline.SliceScheduler;
import dev.penstock.workflows.pipeline.SliceScheduler.Move;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The money of a shard: it is reserved for a slice in one step, and free again when the slice has left that step. */
final class StageMoney {
    /** The most waiting slices that are considered when more money is asked for. */
    private static final int SLICES_AHEAD = 64;

    private final SliceScheduler slices;
    private final ShardBorrower borrower;
    private final List<PlannedStage> stages;
    private final int steps;

    StageMoney(ShardInput shard, List<PlannedStage> stages, SliceScheduler slices) {
        this.stages = stages;
        this.slices = slices;
        this.borrower = new ShardBorrower(shard.shard(), shard.from().money());
        this.steps = stages.stream().mapToInt(PlannedStage::samples).sum();
        if (InterruptedSpend.isPossibleIn(shard)) {
            borrower.awaitCount();
        }
    }

    boolean allows(Move move) {
        return borrower.allows(need(move), slices.isIdle());
    }

    boolean hasToAsk(Move move) {
        return borrower.hasToAsk(need(move), slices.isIdle());
    }

    LeaseRequest ask(Move move) {
        List<Slice> next = slices.waiting().limit(SLICES_AHEAD).map(this::need).toList();
        return borrower.ask(need(move), next, slices.isIdle());
    }

    Limit reserve(Move move) {
        return borrower.reserve(need(move));
    }

    void spent(Move move, NanoUsd cost) {
        borrower.spent(need(move), cost);
    }

    void settleShortfall(Move move, Shortfall shortfall) {
        borrower.settleShortfall(need(move), shortfall);
    }

    /**
     * Takes the batch's answer.
     *
     * @param finished the cost of all ended calls
     */
    void granted(LeaseGrant grant, NanoUsd finished) {
        borrower.receive(grant, finished);
    }

    boolean hasToCount() {
        return borrower.isUncounted() && slices.isIdle() && !slices.isEmpty();
    }

    /**
     * Counts the cost so far of waiting slices, from their step on.
     *
     * @param logged the cost by slice and step, according to the result log
     */
    void count(Map<Integer, NanoUsd> logged) {
        Map<Integer, NanoUsd> spent = new TreeMap<>();
        slices.waiting().forEach(move -> {
            IntStream.range(key(move), (move.slice().index() + 1) * steps)
                    .forEach(key -> add(logged.get(key), spent, key));
            // Planned slices that were sent as one are counted as one.
            slices.joiner()
                    .parts(move.slice().index())
                    .skip(1)
                    .forEach(part -> add(logged.get(part), spent, key(move)));
        });
        borrower.counted(spent);
    }

    private static void add(@Nullable NanoUsd amount, Map<Integer, NanoUsd> spent, int key) {
        if (amount != null) {
            spent.merge(key, amount, NanoUsd::plus);
        }
    }

    /** Returns whether money was reserved for a planned slice of plain requests, or spent on it. */
    boolean isKnown(int slice) {
        return borrower.knows(slice);
    }

    boolean isUncounted() {
        return borrower.isUncounted();
    }

    ShardMoney money() {
        return borrower.money();
    }

    /** Returns the slice in its step as a slice of its own, with the stage's part of the cost. */
    private Slice need(Move move) {
        Slice slice = move.slice();
        return new Slice(
                key(move),
                slice.offset(),
                slice.length(),
                slice.line(),
                slice.requests(),
                slice.tokens(),
                slice.pool(),
                worst(slice, slices.stage(move)));
    }

    private int key(Move move) {
        return move.slice().index() * steps + move.step();
    }

    /** Returns this stage's part of the most that the slice may cost in all its steps. */
    private @Nullable NanoUsd worst(Slice slice, PlannedStage stage) {
        NanoUsd all = slice.worst();
        if (all == null) {
            return null;
        }
        double sum = 0;
        for (PlannedStage each : stages) {
            sum += each.worst() == null ? 0 : (double) each.worst().value() * each.samples();
        }
        NanoUsd one = stage.worst();
        return one == null || sum == 0
                ? all.dividedBy(steps)
                : NanoUsd.of((long) Math.ceil(all.value() * (one.value() / sum)));
    }
}
