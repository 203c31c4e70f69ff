package dev.penstock.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch is: its finished shards' receipt and the numbers of the running shards, which are asked themselves
 * ({@link ShardWorkflow#progress()}) by whoever shows it.
 */
public record BatchProgress(
        BatchId id,
        BatchState state,
        long total,
        Receipt finished,
        List<Integer> running,
        Instant started,
        @Nullable String pausedBecause,
        @Nullable String alert) {}
