package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.pipeline.StageTotal;
import dev.penstock.contracts.shard.ShardWorkflow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a batch: the receipt of its finished shards and the numbers of its running shards, whose own progress
 * callers query separately ({@link ShardWorkflow#progress()}).
 *
 * @param stages the receipts of each stage's calls; null = no pipeline
 * @param lane the progress in the provider's batch lane; null = the batch does not use it
 * @param held whether the batch paused by itself, because it cannot go on until a person acts
 * @param budgetUsd the most that the batch may cost; null = unlimited
 * @param duplicates how many of all requests get another request's result at the end; null = none
 * @param store the store whose workers do the batch; null = not known yet
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
        @Nullable List<StageTotal> stages,
        @Nullable LaneProgress lane,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long duplicates,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StoreId store) {
    public BatchProgress(
            BatchId id,
            BatchState state,
            long total,
            Receipt finished,
            List<Integer> running,
            Instant started,
            @Nullable String pausedBecause,
            boolean held,
            @Nullable String alert,
            @Nullable BigDecimal budgetUsd) {
        this(
                id,
                state,
                total,
                finished,
                running,
                started,
                pausedBecause,
                held,
                alert,
                budgetUsd,
                null,
                null,
                null,
                null);
    }

    public BatchProgress withLane(LaneProgress progress) {
        return with(finished, stages, progress, duplicates, store);
    }

    public BatchProgress withDuplicates(@Nullable Long known) {
        return with(finished, stages, lane, known, store);
    }

    public BatchProgress withStages(@Nullable List<StageTotal> totals) {
        return with(finished, totals, lane, duplicates, store);
    }

    public BatchProgress in(@Nullable StoreId known) {
        return with(finished, stages, lane, duplicates, known);
    }

    /** Returns this progress with other sentences for people. */
    public BatchProgress withRemarks(@Nullable String newPausedBecause, @Nullable String newAlert) {
        return new BatchProgress(
                id,
                state,
                total,
                finished,
                running,
                started,
                newPausedBecause,
                held,
                newAlert,
                budgetUsd,
                stages,
                lane,
                duplicates,
                store);
    }

    /** Returns this progress with the receipt of further finished requests added. */
    public BatchProgress plus(Receipt more) {
        return with(finished.plus(more), stages, lane, duplicates, store);
    }

    private BatchProgress with(
            Receipt receipt,
            @Nullable List<StageTotal> totals,
            @Nullable LaneProgress progress,
            @Nullable Long known,
            @Nullable StoreId in) {
        return new BatchProgress(
                id,
                state,
                total,
                receipt,
                running,
                started,
                pausedBecause,
                held,
                alert,
                budgetUsd,
                totals,
                progress,
                known,
                in);
    }
}
