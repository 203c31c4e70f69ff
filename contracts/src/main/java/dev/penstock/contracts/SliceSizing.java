package dev.penstock.contracts;

/**
 * How a batch should send a pool's requests at the pool's current rate.
 *
 * @param requests how many requests a slice should have, at least 1
 * @param inFlight how many requests of one batch keep the pool busy, of all its workers; no further slice is sent until
 *     there are fewer under way
 */
public record SliceSizing(int requests, int inFlight) {
    /** The fewest requests of a batch that should be under way: more than a second of a slow pool. */
    public static final int IN_FLIGHT_AT_LEAST = 128;

    private static final int MOST_REQUESTS = 50;

    /** How requests are sent to a pool of which nothing is known yet. */
    public static final SliceSizing UNKNOWN = new SliceSizing(1, IN_FLIGHT_AT_LEAST);

    /** The multiple of its equal part that a shard may have under way, because some of the others are near their end. */
    private static final int PARTS = 2;

    public SliceSizing {
        if (requests < 1 || inFlight < 1) {
            throw new IllegalArgumentException(
                    "a slice needs at least one request, not %d, and a batch one under way, not %d"
                            .formatted(requests, inFlight));
        }
    }

    /**
     * Returns how many requests of one shard are enough under way.
     *
     * @param shards how many shards of the batch run at once
     */
    public int inFlightOfShard(int shards) {
        return shards <= PARTS ? inFlight : (int) Math.max(1, (long) PARTS * inFlight / shards);
    }

    /** Returns how requests should be sent to two pools that share them. */
    public SliceSizing plus(SliceSizing other) {
        return new SliceSizing(Math.min(MOST_REQUESTS, requests + other.requests), (int)
                Math.min(Integer.MAX_VALUE, (long) inFlight + other.inFlight));
    }

    /** Returns the larger of both sizes, and of both numbers under way. */
    public SliceSizing max(SliceSizing other) {
        return new SliceSizing(Math.max(requests, other.requests), Math.max(inFlight, other.inFlight));
    }
}
