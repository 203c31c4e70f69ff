package dev.penstock.activities.plan;

import dev.penstock.contracts.stage.PlannedStage;
import java.util.List;

/**
 * How a pipeline is cut. A slice goes through a stage as a whole, some of its requests at once and the others after
 * them, so that its places are never idle while answers take different times. The first slices of a shard are small,
 * because the next stage waits for them, and the last ones, because nobody else does.
 */
public record PipelineSizes(int places, int largest) implements SliceCut {
    private static final int MOST_SHARDS = 4;
    private static final int MOST_REQUESTS = 10;

    /** Few enough that a small limit can be divided among them. */
    static int shardsInFlight(List<PlannedStage> stages) {
        return Math.clamp(leastLimit(stages), 1, MOST_SHARDS);
    }

    public static SliceCut cut(List<PlannedStage> stages) {
        int places = leastLimit(stages);
        return new PipelineSizes(places, Math.clamp(places / 4, 1, MOST_REQUESTS));
    }

    @Override
    public boolean isKnown() {
        return true;
    }

    @Override
    public int size(int from, int requests) {
        return Math.max(1, Math.min(largest, Math.min(ramp(from), ramp(requests - from - 1))));
    }

    /** One for the first that fill all places, then two, and so on. */
    private int ramp(int requestsBefore) {
        int size = 1;
        int left = requestsBefore - places;
        while (left >= 0 && size < largest) {
            size++;
            left -= size * places;
        }
        return size;
    }

    private static int leastLimit(List<PlannedStage> stages) {
        return stages.stream().mapToInt(PlannedStage::concurrency).min().orElse(1);
    }
}
