package dev.penstock.activities.shard;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Leaves out a slice's first heartbeat, which would come after a second: most slices end soon after, each heartbeat is a write in
 * Temporal's database, and a cancellation still arrives within the two seconds between heartbeats.
 */
final class LaterHeartbeats implements Consumer<SliceBeat> {
    private final Consumer<SliceBeat> heart;
    private final AtomicBoolean begun = new AtomicBoolean();

    LaterHeartbeats(Consumer<SliceBeat> heart) {
        this.heart = heart;
    }

    @Override
    public void accept(SliceBeat beat) {
        if (begun.getAndSet(true)) {
            heart.accept(beat);
        }
    }
}
