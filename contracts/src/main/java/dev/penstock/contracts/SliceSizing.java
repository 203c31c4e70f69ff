package dev.penstock.contracts;

/**
 * How a shard should send a pool's requests at the pool's current rate.
 *
 * @param requests how many requests a slice should have, at least 1
 * @param inFlight how many of the shard's requests are enough under way; no further slice is sent until there are fewer
 */
public record SliceSizing(int requests, int inFlight) {
    public SliceSizing {
        if (requests < 1 || inFlight < 1) {
            throw new IllegalArgumentException(
                    "a slice needs at least one request, not %d, and a shard one under way, not %d"
                            .formatted(requests, inFlight));
        }
    }

    /** Returns the larger of both sizes, and of both numbers under way. */
    public SliceSizing max(SliceSizing other) {
        return new SliceSizing(Math.max(requests, other.requests), Math.max(inFlight, other.inFlight));
    }
}
