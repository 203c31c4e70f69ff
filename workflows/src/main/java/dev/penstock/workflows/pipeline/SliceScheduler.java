package dev.penstock.workflows.pipeline;

import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.ShardStages;
import dev.penstock.contracts.pipeline.StageStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which slice of a shard is called next, and for which stage. Each stage has no more requests under way than its
 * limit, and no more than 64 slices; a slice that has passed a stage waits for the next one. Plain requests pass one stage
 * that has no limit of its own, and their slices are joined to the size that suits their pool's rate.
 */
public final class SliceScheduler {
    /** The only stage of plain requests: their slices are limited by their pool alone. */
    private static final PlannedStage PLAIN = new PlannedStage("", "", "", 1, Integer.MAX_VALUE, 0);

    private final boolean plain;
    private final List<PlannedStage> stages;
    private final List<Step> steps = new ArrayList<>();
    private final StageLimits limits;
    /** By step, the slices that wait for it, by slice number. */
    private final List<SortedMap<Integer, Slice>> waiting = new ArrayList<>();

    private final SortedMap<Integer, Move> running = new TreeMap<>();
    private final SliceJoiner joiner = new SliceJoiner();

    /**
     * A step of a slice: a stage, and for a vote one of its samples.
     *
     * @param stage the stage's number
     * @param sample which answer of a vote, from 1
     */
    public record Step(int stage, int sample) {}

    /** A slice in a step. */
    public record Move(Slice slice, int step, int atOnce) {}

    public SliceScheduler(ShardStages given) {
        plain = given.isPlain();
        stages = plain ? List.of(PLAIN) : given.stages();
        limits = new StageLimits(plain ? List.of(PLAIN.concurrency()) : given.limits());
        for (int stage = 0; stage < stages.size(); stage++) {
            for (int sample = 1; sample <= stages.get(stage).samples(); sample++) {
                steps.add(new Step(stage, sample));
                waiting.add(new TreeMap<>());
            }
        }
    }

    /**
     * Adds the shard's slices.
     *
     * @param left by step, the slices that go through it next; null = all slices begin with the first step
     */
    public void addAll(List<Slice> slices, @Nullable List<ShardSet> left) {
        for (int step = 0; step < (left == null ? 1 : left.size()); step++) {
            for (Slice slice : slices) {
                if (left == null || left.get(step).contains(slice.index())) {
                    add(slice, step);
                }
            }
        }
    }

    /**
     * Joins plain slices from now on.
     *
     * @param sizing by pool, how large slices should be
     * @param shardsAtOnce how many shards of the batch run at once, and share what may be under way
     * @param alone whether a planned slice, by its number, has to be sent by itself
     * @param before what an earlier run of the shard had joined; null = nothing
     */
    public void join(
            Map<String, SliceSizing> sizing,
            int shardsAtOnce,
            IntPredicate alone,
            @Nullable Map<Integer, Integer> before) {
        joiner.begin(sizing, shardsAtOnce, alone);
        joiner.restore(before, waiting.getFirst());
    }

    /** Returns what joins the planned slices of plain requests. */
    public SliceJoiner joiner() {
        return joiner;
    }

    private void add(Slice slice, int step) {
        waiting.get(step).put(slice.index(), slice);
    }

    public Step step(Move move) {
        return steps.get(move.step());
    }

    public PlannedStage stage(Move move) {
        return stages.get(step(move).stage());
    }

    public List<PlannedStage> stages() {
        return stages;
    }

    /** Returns the slice with the pool and the tokens of its stage's calls. */
    public Slice called(Move move) {
        return plain ? move.slice() : stage(move).of(move.slice());
    }

    /** Returns the stage information that the call needs; null for plain requests. */
    @Nullable
    public StageStep stageStep(Move move) {
        return plain ? null : new StageStep(stage(move).name(), step(move).sample(), move.atOnce());
    }

    /** Returns the next move that may be sent; later steps come first, so that nearly finished slices are finished. */
    public Optional<Move> next() {
        for (int step = steps.size() - 1; step >= 0; step--) {
            if (maySend(step)) {
                return Optional.of(move(step, joiner.first(waiting.get(step))));
            }
        }
        return Optional.empty();
    }

    /** Counts the move as under way from now on. */
    public void begin(Move move) {
        joiner.take(move.slice(), waiting.get(move.step()));
        limits.begin(step(move).stage(), move.atOnce());
        running.put(move.slice().index(), move);
    }

    /** Returns all moves that wait, in the order in which they might be sent. */
    public Stream<Move> waiting() {
        return IntStream.iterate(steps.size() - 1, step -> step >= 0, step -> step - 1)
                .boxed()
                .flatMap(step -> waiting.get(step).values().stream().map(slice -> move(step, slice)));
    }

    private Move move(int step, Slice slice) {
        int slices = waiting.get(step).size();
        return new Move(slice, step, limits.atOnce(steps.get(step).stage(), slice.requests(), slices));
    }

    private boolean maySend(int step) {
        int stage = steps.get(step).stage();
        SortedMap<Integer, Slice> here = waiting.get(step);
        if (here.isEmpty() || !limits.haveRoomForASlice(stage)) {
            return false;
        }
        Slice first = here.firstEntry().getValue();
        return joiner.maySend(first, limits.requestsInFlight(stage)) && limits.allow(stage, first.requests());
    }

    /** Ends a move that succeeded; the slice then waits for the next step, if there is one. */
    public void passed(Move move) {
        left(move);
        joiner.passed(move.slice());
        if (move.step() + 1 < steps.size()) {
            add(move.slice(), move.step() + 1);
        }
    }

    /** Ends a move that did not succeed; the slice has to go through the step again. */
    public void returned(Move move) {
        left(move);
        add(move.slice(), move.step());
    }

    /** Returns whether these can be limits: one for each stage, none below 1. */
    public boolean allows(List<@Nullable Integer> newLimits) {
        return limits.canBe(newLimits);
    }

    public void setLimits(@Nullable List<@Nullable Integer> newLimits) {
        limits.set(Objects.requireNonNull(newLimits).stream()
                .map(Objects::requireNonNull)
                .toList());
    }

    /** Returns the limits with which the next run goes on. */
    public List<Integer> limits() {
        return plain ? List.of() : limits.all();
    }

    /** Returns by step the slices that wait for it or are under way in it. */
    public List<ShardSet> left() {
        return IntStream.range(0, steps.size()).mapToObj(this::left).toList();
    }

    private ShardSet left(int step) {
        IntStream underWay = running.values().stream()
                .filter(move -> move.step() == step)
                .mapToInt(move -> move.slice().index());
        return ShardSet.of(IntStream.concat(waiting.get(step).keySet().stream().mapToInt(Integer::intValue), underWay)
                .flatMap(joiner::parts));
    }

    public boolean isIdle() {
        return running.isEmpty();
    }

    public boolean isEmpty() {
        return running.isEmpty() && waiting.stream().allMatch(Map::isEmpty);
    }

    public int slicesLeft() {
        return running.size() + waiting.stream().mapToInt(Map::size).sum();
    }

    private void left(Move move) {
        running.remove(move.slice().index());
        limits.end(steps.get(move.step()).stage(), move.atOnce());
    }
}
