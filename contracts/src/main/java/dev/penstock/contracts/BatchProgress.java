package dev.penstock.contracts;

import dev.penstock.contracts.stage.StageTotal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch is: its finished shards' receipt and the numbers of the running shards, which are asked themselves
 * ({@link ShardWorkflow#progress()}) by whoever shows it.
 *
 * @param stages what the calls of each stage brought; null = no pipeline
 * @param held whether it paused by itself, because it cannot go on until a person acts
 * @param budgetUsd what it may cost; null = anything
 */
public record BatchProgress(
        BatchId id,
        BatchState state,
        long total,
        Receipt finished,
        List<Integer> running,
        Instant started,
        @Nullable String pausedBecause,
        boolean held,
        @Nullable String alert,
        @Nullable BigDecimal budgetUsd,
        @Nullable List<StageTotal> stages) {}
