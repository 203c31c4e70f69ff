package dev.penstock.workflows;

import dev.penstock.contracts.Slice;
import dev.penstock.contracts.stage.PlannedStage;
import dev.penstock.contracts.stage.SliceStand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The slices of a shard on their way through the stages. Of each stage so many requests are under way as its limit says,
 * no more; a slice that is through one waits for the next beside those that came before it.
 */
final class StageWindows {
    /** So many slices of a stage at most, or its pending activities would be too many. */
    private static final int SLICES_IN_FLIGHT = 64;

    /** So many it should be, so that workers have something to do while one leaves and another comes. */
    private static final int SLICES_THAT_SHARE = SLICES_IN_FLIGHT / 2;

    private final List<PlannedStage> stages;
    private final List<Step> steps = new ArrayList<>();
    private List<Integer> limits;
    private final int[] requestsInFlight;
    private final int[] slicesInFlight;
    /** By step, and there by the slices' numbers. */
    private final List<SortedMap<Integer, Slice>> waiting = new ArrayList<>();

    private final SortedMap<Integer, Move> running = new TreeMap<>();
    private boolean shared;

    /**
     * @param stage its number
     * @param sample which answer of a vote, from 1
     */
    record Step(int stage, int sample) {}

    /** A slice in a step. */
    record Move(Slice slice, int step, int atOnce) {}

    StageWindows(List<PlannedStage> stages, List<Integer> limits) {
        this.stages = stages;
        this.limits = limits;
        this.requestsInFlight = new int[stages.size()];
        this.slicesInFlight = new int[stages.size()];
        for (int stage = 0; stage < stages.size(); stage++) {
            for (int sample = 1; sample <= stages.get(stage).samples(); sample++) {
                steps.add(new Step(stage, sample));
                waiting.add(new TreeMap<>());
            }
        }
    }

    /** From now on slices bring more places where few of them wait. */
    void share() {
        shared = true;
    }

    void add(Slice slice, int step) {
        waiting.get(step).put(slice.index(), slice);
    }

    Step step(Move move) {
        return steps.get(move.step());
    }

    PlannedStage stage(Move move) {
        return stages.get(step(move).stage());
    }

    /** What may be sent now; the latest step first, for what is nearly finished should be. */
    Optional<Move> next() {
        for (int step = steps.size() - 1; step >= 0; step--) {
            if (maySend(step)) {
                return Optional.of(move(step, waiting.get(step).firstEntry().getValue()));
            }
        }
        return Optional.empty();
    }

    boolean hasNext() {
        return next().isPresent();
    }

    /** It is under way from now on. */
    void begin(Move move) {
        waiting.get(move.step()).remove(move.slice().index());
        int stage = step(move).stage();
        requestsInFlight[stage] += move.atOnce();
        slicesInFlight[stage]++;
        running.put(move.slice().index(), move);
    }

    /** All that wait, in the order in which they might be sent. */
    Stream<Move> waiting() {
        return IntStream.iterate(steps.size() - 1, step -> step >= 0, step -> step - 1)
                .boxed()
                .flatMap(step -> waiting.get(step).values().stream().map(slice -> move(step, slice)));
    }

    private Move move(int step, Slice slice) {
        int stage = steps.get(step).stage();
        int least = least(stage, slice);
        return new Move(slice, step, shared ? Math.clamp(fairPart(stage, step), least, slice.requests()) : least);
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
    void passed(Move move) {
        left(move);
        if (move.step() + 1 < steps.size()) {
            add(move.slice(), move.step() + 1);
        }
    }

    /** It has to go through this step again. */
    void cameBack(Move move) {
        left(move);
        add(move.slice(), move.step());
    }

    void setLimits(List<Integer> newLimits) {
        limits = newLimits;
    }

    List<Integer> limits() {
        return limits;
    }

    /** The slices that have not come to their end. */
    List<SliceStand> stands() {
        List<SliceStand> stands = new ArrayList<>();
        for (int step = 0; step < steps.size(); step++) {
            for (int slice : waiting.get(step).keySet()) {
                stands.add(new SliceStand(slice, step));
            }
        }
        for (Map.Entry<Integer, Move> move : running.entrySet()) {
            stands.add(new SliceStand(move.getKey(), move.getValue().step()));
        }
        return stands;
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    boolean isEmpty() {
        return running.isEmpty() && waiting.stream().allMatch(Map::isEmpty);
    }

    int slicesLeft() {
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
