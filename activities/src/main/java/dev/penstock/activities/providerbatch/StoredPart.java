package dev.penstock.activities.providerbatch;

import dev.penstock.contracts.providerbatch.Part;
import java.util.List;

/**
 * A part, and where its lines are.
 *
 * @param ranges shard, offset and length in {@code input.jsonl}, in order
 */
record StoredPart(Part part, List<Range> ranges) {
    /** Consecutive lines of one shard. */
    record Range(int shard, long offset, long length) {
        long end() {
            return offset + length;
        }
    }
}
