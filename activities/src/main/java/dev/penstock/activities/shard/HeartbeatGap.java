package dev.penstock.activities.shard;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that a slice's process stood still, or waited for its store, for so long that Temporal has given the slice to another
 * worker. Heartbeats that do not reach the server are not noticed.
 */
public final class HeartbeatGap {
    /** The heartbeat timeout of slices. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Duration FRESH = Duration.ofSeconds(2);

    private final LongSupplier nanos;
    private long last;
    private boolean tooLong;

    HeartbeatGap(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** Notes that a heartbeat is about to be sent; one that comes too late mends nothing. */
    synchronized void beat() {
        tooLong = isTooLong();
        last = nanos.getAsLong();
    }

    /** Returns whether the last heartbeat, or the slice's begin, is so recent that the next heartbeat may be left out. */
    synchronized boolean isFresh() {
        return nanos.getAsLong() - last < FRESH.toNanos();
    }

    /** Returns whether there was, or is now, a gap after which another worker calls the slice's requests. */
    synchronized boolean isTooLong() {
        return tooLong || nanos.getAsLong() - last >= LONGEST.toNanos();
    }
}
