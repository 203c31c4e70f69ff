package dev.penstock.activities.plan;

import dev.penstock.contracts.pipeline.PlannedStage;
import java.util.List;

/**
 * How a pipeline is cut. A slice goes through a stage as a whole, and the next stage waits for it. A shard's last ones
 * are small: places that others took along don't help them.
 *
 * @param places of the stage with the fewest
 * @param largest in requests
 */
public record PipelineSizes(int places, int largest) implements SliceCut {
    private static final int MOST_SHARDS = 4;
    private static final int MOST_REQUESTS = 10;

    /** So many hold all places in the end. */
    private static final int LAST_SLICES = 32;

    /** Few enough that a small limit can be divided among them. */
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
