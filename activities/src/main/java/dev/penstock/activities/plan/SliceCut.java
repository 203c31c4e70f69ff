package dev.penstock.activities.plan;

import java.util.Optional;

/** Decides the sizes of a shard's slices where they do not follow from the pool's rate. */
public interface SliceCut {
    /** Returns whether sizes are decided here; if not, they follow from the pool's rate. */
    boolean isKnown();

    /**
     * Returns the most requests that the next slice may have.
     *
     * @param from number of the shard's requests before the slice
     * @param requests number of the shard's requests
     */
    int size(int from, int requests);

    /** Returns one size for all slices; if empty, sizes follow from the pool's rate. */
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
