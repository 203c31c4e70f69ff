package dev.penstock.activities.providerbatch;

import java.time.Instant;
import java.util.List;

/**
 * The parts into which a batch was cut for the provider's batch API, as stored in {@code parts.jsonl}: a line for the
 * head, then a line for each part.
 */
record StoredParts(Head head, List<StoredPart> parts) {
    /**
     * The properties that all parts share.
     *
     * @param key a unique key, by which this batch's files and batches at the provider are recognized
     * @param round the round of dead letter replays for which the batch was cut
     */
    record Head(String key, int round, Instant at, double onlinePerMinute, String rateFrom) {}
}
