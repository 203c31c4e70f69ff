package dev.penstock.workflows.pipeline;

import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.ShardStages;
import dev.penstock.contracts.pipeline.StageStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says which slice of a shard is to be called next, and for which stage. Each stage has no more requests under way than
 * its limit, and no more than 64 slices; a slice that has passed a stage waits for the next one. Plain requests pass one
 * stage that has no limit of its own.
 */
public final class SliceScheduler {
    /** So many slices of a stage at most, or its pending activities would be too many. */
    private static final int SLICES_IN_FLIGHT = 64;

    /** So many it should be, so that workers have something to do while one leaves and another comes. */
    private static final int SLICES_THAT_SHARE = SLICES_IN_FLIGHT / 2;

    /** The only stage of plain requests: their slices are called as they were planned. */
    private static final PlannedStage PLAIN = new PlannedStage("", "", "", 1, Integer.MAX_VALUE, 0);

    private final boolean plain;
    private final List<PlannedStage> stages;
    private final List<Step> steps = new ArrayList<>();
    private List<Integer> limits;
    private final int[] requestsInFlight;
    private final int[] slicesInFlight;
    /** By step, and there by the slices' numbers. */
    private final List<SortedMap<Integer, Slice>> waiting = new ArrayList<>();

    private final SortedMap<Integer, Move> running = new TreeMap<>();

    /**
     * @param stage its number
     * @param sample which answer of a vote, from 1
     */
    public record Step(int stage, int sample) {}

    /** A slice in a step. */
    public record Move(Slice slice, int step, int atOnce) {}

    public SliceScheduler(ShardStages given) {
        plain = given.isPlain();
        stages = plain ? List.of(PLAIN) : given.stages();
        limits = plain ? List.of(PLAIN.concurrency()) : given.limits();
        requestsInFlight = new int[stages.size()];
        slicesInFlight = new int[stages.size()];
        for (int stage = 0; stage < stages.size(); stage++) {
            for (int sample = 1; sample <= stages.get(stage).samples(); sample++) {
                steps.add(new Step(stage, sample));
                waiting.add(new TreeMap<>());
            }
        }
    }

    /**
     * @param left by step, the slices that are to go through it next; null = all through the first
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

    /** Returns the slice as its stage calls it. */
    public Slice called(Move move) {
        return plain ? move.slice() : stage(move).of(move.slice());
    }

    /** Returns what the call has to know of its stage; null for plain requests. */
    @Nullable
    public StageStep stageStep(Move move) {
        return plain ? null : new StageStep(stage(move).name(), step(move).sample(), move.atOnce());
    }

    /** What may be sent now; the latest step first, for what is nearly finished should be. */
    public Optional<Move> next() {
        for (int step = steps.size() - 1; step >= 0; step--) {
            if (maySend(step)) {
                return Optional.of(move(step, waiting.get(step).firstEntry().getValue()));
            }
        }
        return Optional.empty();
    }

    public boolean hasNext() {
        return next().isPresent();
    }

    /** It is under way from now on. */
    public void begin(Move move) {
        waiting.get(move.step()).remove(move.slice().index());
        int stage = step(move).stage();
        requestsInFlight[stage] += move.atOnce();
        slicesInFlight[stage]++;
        running.put(move.slice().index(), move);
    }

    /** All that wait, in the order in which they might be sent. */
    public Stream<Move> waiting() {
        return IntStream.iterate(steps.size() - 1, step -> step >= 0, step -> step - 1)
                .boxed()
                .flatMap(step -> waiting.get(step).values().stream().map(slice -> move(step, slice)));
    }

    private Move move(int step, Slice slice) {
        int stage = steps.get(step).stage();
        return new Move(slice, step, Math.clamp(fairPart(stage, step), least(stage, slice), slice.requests()));
    }

    /** What is free, for each that waits. */
    private int fairPart(int stage, int step) {
        return (limits.get(stage) - requestsInFlight[stage])
                / Math.max(1, waiting.get(step).size());
    }

    private boolean maySend(int step) {
        int stage = steps.get(step).stage();
        SortedMap<Integer, Slice> here = waiting.get(step);
        return !here.isEmpty()
                && slicesInFlight[stage] < SLICES_IN_FLIGHT
                && requestsInFlight[stage]
                                + least(stage, here.values().iterator().next())
                        <= limits.get(stage);
    }

    /** It is through this step: the next one waits for it, if there is one. */
    public void passed(Move move) {
        left(move);
        if (move.step() + 1 < steps.size()) {
            add(move.slice(), move.step() + 1);
        }
    }

    /** It has to go through this step again. */
    public void cameBack(Move move) {
        left(move);
        add(move.slice(), move.step());
    }

    public void setLimits(List<Integer> newLimits) {
        limits = newLimits;
    }

    /** Returns the limits to go on with in the next run. */
    public List<Integer> limits() {
        return plain ? List.of() : limits;
    }

    /** Returns by step the slices that wait for it or are under way in it. */
    public List<ShardSet> left() {
        return IntStream.range(0, steps.size()).mapToObj(this::left).toList();
    }

    private ShardSet left(int step) {
        IntStream underWay = running.values().stream()
                .filter(move -> move.step() == step)
                .mapToInt(move -> move.slice().index());
        return ShardSet.of(IntStream.concat(waiting.get(step).keySet().stream().mapToInt(Integer::intValue), underWay));
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
        int stage = steps.get(move.step()).stage();
        requestsInFlight[stage] -= move.atOnce();
        slicesInFlight[stage]--;
    }

    /** One where the limit is small. */
    private int least(int stage, Slice slice) {
        return Math.clamp(Math.ceilDiv(limits.get(stage), SLICES_THAT_SHARE), 1, slice.requests());
    }
}
