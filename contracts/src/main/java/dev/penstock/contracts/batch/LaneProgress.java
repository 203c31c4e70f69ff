package dev.penstock.contracts.batch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a batch goes through the provider's batch lane.
 *
 * @param running its parts at the provider just now
 * @param onlineFrom when what is left would have to be called online, as things stand; null = never
 * @param rescued why it was called online; null = it wasn't
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
