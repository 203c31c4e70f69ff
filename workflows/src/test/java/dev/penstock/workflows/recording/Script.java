package dev.penstock.workflows.recording;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.IncompleteAnswers;
import dev.penstock.contracts.LatencyHistogram;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardCut;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.StageStep;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import dev.penstock.workflows.TestingLane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a recorded batch consists of, and what its provider does. */
final class Script {
    static final String POOL = "recorded";
    static final StoreId STORE = new StoreId("0badcafe");

    /** What a call costs, and what it may cost at most, in billionths of a US dollar. */
    static final long COST = 700_000;

    static final long WORST = 1_000_000;

    private static final SliceSizing FIRST_SIZING = new SliceSizing(4, 20);

    final int requests;
    final int shard;
    int shardsAtOnce = 2;
    List<PlannedStage> stages = List.of();

    @Nullable
    PlannedStage reduce;

    List<BudgetId> budgets = List.of();

    /** The store that the batch turns out to be in when it is planned. */
    @Nullable
    StoreId store;

    /** What was spent in an earlier life of the batch, by shard. */
    Map<Integer, NanoUsd> spent = Map.of();

    @Nullable
    TestingLane lane;

    Predicate<SliceInput> deadLetters = input -> false;
    /** Throws what a call fails with. */
    Consumer<SliceInput> faults = input -> {};

    /** Says after a call how large further slices should be; null = all are sent as planned. */
    @Nullable
    Function<SliceInput, SliceSizing> sizing;

    private boolean held;

    Script(int requests, int shard) {
        this.requests = requests;
        this.shard = shard;
    }

    /** Has calls wait until {@link #letGo()}. */
    synchronized void hold() {
        held = true;
    }

    synchronized void letGo() {
        held = false;
        notifyAll();
    }

    /** Returns whether calls still wait, at once when they don't any more, and at the latest after this time. */
    synchronized boolean isHeldFor(Duration most) throws InterruptedException {
        if (held) {
            wait(most.toMillis());
        }
        return held;
    }

    Plan plan() {
        int shards = Math.ceilDiv(requests, shard);
        Plan plan = new Plan(
                requests,
                shards,
                ShardSet.of(IntStream.range(0, shards)),
                Receipt.NONE,
                !spent.isEmpty(),
                10L * requests,
                shardsAtOnce,
                List.of(POOL),
                null,
                stages.isEmpty() ? null : stages,
                reduce,
                null,
                spent.isEmpty() ? null : spent,
                null,
                null);
        Plan drawing = plan.drawingOn(budgets);
        return store == null ? drawing : drawing.in(store);
    }

    /** Returns a shard's slices, of one request each; a shard of a reduce level has one slice. */
    List<Slice> slices(int number) {
        int first = number * shard;
        int end = first >= requests ? first + 1 : Math.min(requests, first + shard);
        return IntStream.range(first, end)
                .mapToObj(i -> new Slice(i - first, i * 100L, 100, i + 1, 1, 50, POOL, NanoUsd.of(WORST)))
                .toList();
    }

    ShardCut cut(int number) {
        return sizing == null
                ? ShardCut.asPlanned(slices(number))
                : new ShardCut(slices(number), Map.of(POOL, FIRST_SIZING), 1);
    }

    SliceReceipt call(SliceInput input) {
        faults.accept(input);
        Receipt calls = receipt(input);
        StageStep step = input.stage();
        if (step == null) {
            SliceReceipt receipt = SliceReceipt.plain(calls);
            return sizing == null ? receipt : receipt.with(sizing.apply(input));
        }
        return new SliceReceipt(calls, isLast(step) ? calls : null);
    }

    static Receipt receipt(boolean isDeadLetter) {
        return receipt(isDeadLetter, 1, null);
    }

    private Receipt receipt(SliceInput input) {
        int requests = input.slice().requests();
        boolean fails = deadLetters.test(input);
        return receipt(
                fails, requests, fails && !input.failOn().isEmpty() ? new IncompleteAnswers(requests, 0, 0, 0) : null);
    }

    private static Receipt receipt(boolean isDeadLetter, int requests, @Nullable IncompleteAnswers incomplete) {
        Counts counts = isDeadLetter ? new Counts(0, requests, 0, 5, 0) : new Counts(requests, 0, 0, 0, 0);
        return new Receipt(
                counts.plus(new Counts(0, 0, 0, 0, 0, 0, 0, incomplete)),
                new Usage(10L * requests, 0, 5L * requests, 0),
                new Cost(COST * requests, 0, 0),
                LatencyHistogram.of(List.of(300L)));
    }

    private boolean isLast(StageStep step) {
        PlannedStage last = stages.getLast();
        boolean reduces = reduce != null && step.name().equals(reduce.name());
        return reduces || (step.name().equals(last.name()) && step.sample() == last.samples());
    }
}
