package dev.penstock.activities.plan;

import dev.penstock.contracts.pipeline.PlannedStage;
import java.util.List;

/**
 * The sizes of a pipeline's slices. A slice goes through a stage as a whole, and the next stage waits for it. A shard's
 * last slices are small, because permits taken along by other slices do not help them.
 *
 * @param places number of permits of the stage that has the fewest
 * @param largest the most requests of a slice
 */
public record PipelineSizes(int places, int largest) implements SliceCut {
    private static final int MOST_SHARDS = 4;
    private static final int MOST_REQUESTS = 10;

    /** This many slices hold all permits at the end of a shard. */
    private static final int LAST_SLICES = 32;

    /** Returns how many shards may run at once: few, so that a small limit can be divided among them. */
    public static int shardsInFlight(List<PlannedStage> stages) {
        return Math.clamp(leastLimit(stages), 1, MOST_SHARDS);
    }

    public static SliceCut cut(List<PlannedStage> stages) {
        int places = leastLimit(stages);
        return new PipelineSizes(places, Math.clamp(places / 2, 1, MOST_REQUESTS));
    }

    @Override
    public boolean isKnown() {
        return true;
    }

    @Override
    public int size(int from, int requests) {
        int beforeTheLast = requests - from - places;
        return beforeTheLast > 0
                ? Math.min(largest, beforeTheLast)
                : Math.min(largest, Math.ceilDiv(places, LAST_SLICES));
    }

    private static int leastLimit(List<PlannedStage> stages) {
        return stages.stream().mapToInt(PlannedStage::concurrency).min().orElse(1);
    }
}
