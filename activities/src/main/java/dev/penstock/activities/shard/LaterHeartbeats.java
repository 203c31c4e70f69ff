package dev.penstock.activities.shard;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Leaves out the first heartbeat of a slice's calls, which would come after a second, unless the last sign of life is older than two:
 * most slices end soon after, each heartbeat is a write in Temporal's database, and a cancellation still arrives within the two
 * seconds between heartbeats.
 */
final class LaterHeartbeats implements Consumer<SliceBeat> {
    private final Consumer<SliceBeat> heart;
    private final HeartbeatGap gap;
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * @param gap is told of the heartbeats that are sent
     */
    LaterHeartbeats(Consumer<SliceBeat> heart, HeartbeatGap gap) {
        this.heart = heart;
        this.gap = gap;
    }

    @Override
    public void accept(SliceBeat beat) {
        boolean isFirst = !begun.getAndSet(true);
        if (isFirst && gap.isFresh()) {
            return;
        }
        gap.beat();
        heart.accept(beat);
    }
}
