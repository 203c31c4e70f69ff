package dev.penstock.contracts.batch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a batch in the provider's batch lane.
 *
 * @param running the batch's parts that are at the provider now
 * @param onlineFrom when the remaining requests would have to be called online, as things stand; null = never
 * @param rescued why the remaining requests were called online; null = they were not
 */
public record LaneProgress(
        int parts,
        int partsDone,
        long requests,
        long completed,
        long failed,
        List<PartProgress> running,
        double onlinePerMinute,
        String rateFrom,
        @Nullable Instant onlineFrom,
        @Nullable String rescued) {}
