package dev.penstock.activities.plan;

import java.util.Optional;

/** How a shard's requests are cut into slices, where the pool's rate doesn't say. */
public interface SliceCut {
    /** Whether it says anything. */
    boolean isKnown();

    /**
     * How many requests the next slice has at most.
     *
     * @param from requests of the shard that come before it
     * @param requests of the shard
     */
    int size(int from, int requests);

    /** The same size for all. */
    static SliceCut of(Optional<Integer> size) {
        return new SliceCut() {
            @Override
            public boolean isKnown() {
                return size.isPresent();
            }

            @Override
            public int size(int from, int requests) {
                return size.orElseThrow();
            }
        };
    }
}
