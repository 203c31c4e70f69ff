package dev.penstock.activities.shard;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that a slice sent no heartbeat for so long that Temporal has given it to another worker: its process was stopped,
 * or the server could not be reached.
 */
final class HeartbeatGap {
    /** The heartbeat timeout of slices. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private long last;
    private boolean tooLong;

    HeartbeatGap(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** Notes a heartbeat; one that comes too late mends nothing. */
    synchronized void beat() {
        tooLong = isTooLong();
        last = nanos.getAsLong();
    }

    /** Returns whether there was, or is now, a gap after which another worker calls the slice's requests. */
    synchronized boolean isTooLong() {
        return tooLong || nanos.getAsLong() - last >= LONGEST.toNanos();
    }
}
