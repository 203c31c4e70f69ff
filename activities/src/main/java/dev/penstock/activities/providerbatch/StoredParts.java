package dev.penstock.activities.providerbatch;

import java.time.Instant;
import java.util.List;

/**
 * How a batch was cut for the provider's batch API, as {@code parts.jsonl} keeps it: a line of its own, then a line a part.
 */
record StoredParts(Head head, List<StoredPart> parts) {
    /**
     * What all parts have in common.
     *
     * @param key made up once: what stands under it at the provider is ours
     * @param round the replay of dead letters that it was cut for
     */
    record Head(String key, int round, Instant at, double onlinePerMinute, String rateFrom) {}
}
