package dev.penstock.client.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch as programs read it: what {@code run}, {@code status}, {@code watch}, {@code stats} and {@code list} print with
 * {@code --json}. Its schema is {@code docs/batch.schema.json}.
 *
 * @param total requests of the input; 0 while it is validated, null = not known
 * @param figures null = no worker could be asked
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BatchDescription(
        String id,
        BatchState status,
        @Nullable Long total,
        @JsonUnwrapped @Nullable BatchTotals figures,
        @JsonUnwrapped BatchTimes times,
        @JsonUnwrapped Remarks remarks,
        @JsonUnwrapped Files files,
        @JsonUnwrapped BatchParts parts) {
    /**
     * Why a batch is as it is.
     *
     * @param reason why it failed, expired or was cancelled; null = it did not, or nobody knows
     * @param pausedBecause null = it is not paused
     * @param held whether it paused by itself, because it cannot go on until a person acts
     * @param alert null = nothing is alarming
     * @param budgetUsd what it may cost, in US dollars; null = anything, or not known
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Remarks(
            @Nullable String reason,
            @JsonProperty("paused_because") @Nullable String pausedBecause,
            boolean held,
            @Nullable String alert,
            @JsonProperty("budget_usd") @Nullable BigDecimal budgetUsd) {
        static final Remarks NONE = new Remarks(null, null, false, null, null);

        static Remarks ended(@Nullable String reason) {
            return new Remarks(reason, null, false, null, null);
        }

        static Remarks paused(String because) {
            return new Remarks(null, because, false, null, null);
        }
    }

    /** Where a batch's files are, as paths or URIs; null = there are none yet. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Files(@Nullable String output, @Nullable String errors) {
        static final Files NONE = new Files(null, null);
    }

    /** Describes a batch that has ended and left its results. */
    public static BatchDescription of(BatchResult result, Files files) {
        BatchTotals figures = BatchTotals.of(result.receipt());
        return new BatchDescription(
                result.id().value(),
                result.status(),
                result.total(),
                figures,
                BatchTimes.of(result.startedAt(), result.finishedAt(), figures.done()),
                Remarks.ended(result.reason()),
                files,
                BatchParts.of(result.lane()));
    }

    /** Describes a batch that goes on, or is paused. */
    public static BatchDescription of(BatchProgress progress, Instant now) {
        BatchTotals figures = BatchTotals.of(progress.finished());
        return new BatchDescription(
                progress.id().value(),
                progress.state(),
                progress.total(),
                progress.duplicates() == null ? figures : figures.withDuplicates(progress.duplicates()),
                BatchTimes.until(now, progress.started(), figures.done()),
                new Remarks(null, progress.pausedBecause(), progress.held(), progress.alert(), progress.budgetUsd()),
                Files.NONE,
                BatchParts.of(progress));
    }

    /** Describes a batch of which no more is known than its entry in a list. */
    public static BatchDescription of(ListedBatch listed) {
        return listed.status() == BatchState.PAUSED
                ? paused(listed, "no Temporal server that runs knows the batch; the same command continues it")
                : of(listed, listed.status(), Remarks.NONE);
    }

    /** Describes a batch that stands still because no worker answers for it. */
    public static BatchDescription withoutWorker(ListedBatch listed) {
        return paused(listed, "no worker answers; start one, or run the same command again");
    }

    private static BatchDescription paused(ListedBatch listed, String reason) {
        return of(listed, BatchState.PAUSED, Remarks.paused(reason));
    }

    private static BatchDescription of(ListedBatch listed, BatchState status, Remarks remarks) {
        return new BatchDescription(
                listed.id(),
                status,
                null,
                null,
                BatchTimes.of(listed.started(), listed.closed(), 0),
                remarks,
                Files.NONE,
                BatchParts.NONE);
    }

    /** Describes a batch that runs, and that no worker has told of yet. */
    public static BatchDescription running(BatchId id) {
        return of(new ListedBatch(id.value(), BatchState.IN_PROGRESS, null, null));
    }

    /** Describes a batch that came to nothing: its input was refused, or it was stopped before it had results. */
    public static BatchDescription withoutResults(BatchId id, BatchState status, String reason) {
        return of(new ListedBatch(id.value(), status, null, null)).with(Remarks.ended(reason));
    }

    /** The description of the same batch after the process that worked on it has stopped. */
    public BatchDescription paused(String because) {
        Remarks stopped = new Remarks(null, because, false, remarks.alert(), remarks.budgetUsd());
        return new BatchDescription(id, BatchState.PAUSED, total, figures, times, stopped, files, parts);
    }

    /** The same batch with figures that come from elsewhere. */
    public BatchDescription with(long requests, BatchTotals other) {
        return new BatchDescription(id, status, requests, other, times.having(other.done()), remarks, files, parts);
    }

    private BatchDescription with(Remarks other) {
        return new BatchDescription(id, status, total, figures, times, other, files, parts);
    }
}
