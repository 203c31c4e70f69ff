package dev.penstock.workflows.shard;

import dev.penstock.contracts.BudgetAsk;
import dev.penstock.contracts.ShardInput;
import dev.penstock.contracts.ShardMoney;
import dev.penstock.contracts.Shortfall;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.stage.PlannedStage;
import dev.penstock.workflows.InterruptedSpend;
import dev.penstock.workflows.budget.ShardBudget;
import dev.penstock.workflows.pipeline.SliceScheduler;
import dev.penstock.workflows.pipeline.SliceScheduler.Move;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a pipeline's shard may spend: money is reserved for a slice in one step, and free again when it has left that. */
final class StageMoney {
    /** So many that wait are looked at when more is asked for. */
    private static final int AHEAD = 64;

    private final ShardInput shard;
    private final SliceScheduler windows;
    private final ShardBudget budget;
    private final List<PlannedStage> stages;
    private final int steps;

    StageMoney(ShardInput shard, List<PlannedStage> stages, SliceScheduler windows) {
        this.shard = shard;
        this.stages = stages;
        this.windows = windows;
        this.budget = new ShardBudget(shard.shard(), shard.from().money());
        this.steps = stages.stream().mapToInt(PlannedStage::samples).sum();
        if (InterruptedSpend.isPossibleIn(shard)) {
            budget.wantToKnow();
        }
    }

    boolean allows(Move move) {
        return budget.allows(need(move), windows.isIdle());
    }

    boolean hasToAsk(Move move) {
        return budget.hasToAsk(need(move), windows.isIdle());
    }

    BudgetAsk ask(Move move) {
        List<Slice> next = windows.waiting().limit(AHEAD).map(this::need).toList();
        return budget.ask(need(move), next, windows.isIdle());
    }

    @Nullable
    Long reserve(Move move) {
        return budget.reserve(need(move));
    }

    void spent(Move move, long amount) {
        budget.spent(need(move), amount);
    }

    void fellShort(Move move, Shortfall shortfall) {
        budget.fellShort(need(move), shortfall);
    }

    void granted(long amount) {
        budget.granted(amount);
    }

    void limit(long spent) {
        budget.limit(spent, true);
    }

    boolean hasToCount() {
        return budget.isUnaware() && windows.isIdle() && !windows.isEmpty();
    }

    /** Slices that are to go through a step again will be told again what it has cost. */
    void count() {
        Map<Integer, Long> logged = InterruptedSpend.of(shard);
        Map<Integer, Long> spent = new TreeMap<>();
        windows.waiting()
                .flatMapToInt(move -> IntStream.range(key(move), (move.slice().index() + 1) * steps))
                .forEach(key -> {
                    Long amount = logged.get(key);
                    if (amount != null) {
                        spent.put(key, amount);
                    }
                });
        budget.knows(spent);
    }

    boolean isUnaware() {
        return budget.isUnaware();
    }

    @Nullable
    ShardMoney money() {
        return budget.money();
    }

    /** The slice in its step, as if that were a slice of its own. */
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
                worst(slice, windows.stage(move)));
    }

    private int key(Move move) {
        return move.slice().index() * steps + move.step();
    }

    /** Of what the slice may cost in all its steps, this stage's part. */
    private @Nullable Long worst(Slice slice, PlannedStage stage) {
        Long all = slice.worst();
        if (all == null) {
            return null;
        }
        double sum = 0;
        for (PlannedStage each : stages) {
            sum += each.worst() == null ? 0 : (double) each.worst() * each.samples();
        }
        Long one = stage.worst();
        return one == null || sum == 0 ? all / steps : (long) Math.ceil(all * (one / sum));
    }
}
