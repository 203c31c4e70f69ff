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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON description of a batch, which the commands {@code run}, {@code status}, {@code watch}, {@code stats} and
 * {@code list} print with {@code --json}. Its schema is {@code docs/batch.schema.json}.
 *
 * @param total requests of the input; 0 while the input is validated, null = not known
 * @param figures counts, cost and latency; null = not known, for example because no worker answers
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
     * The reasons for a batch's state.
     *
     * @param reason why the batch failed, expired or was cancelled; null = none of these, or not known
     * @param pausedBecause why the batch is paused; null = not paused
     * @param held whether the batch paused by itself, because it cannot go on until a person acts
     * @param alert the batch's alert, for people to read; null = no alert
     * @param budgetUsd the batch's budget in US dollars; null = unlimited, or not known
     * @param waiting what the requests of a running batch wait for, for people to read; null = nothing but their turn
     * @param commonErrors the commonest errors of a batch that has ended, the commonest first; empty also when not counted
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Remarks(
            @Nullable String reason,
            @JsonProperty("paused_because") @Nullable String pausedBecause,
            boolean held,
            @Nullable String alert,
            @JsonProperty("budget_usd") @Nullable BigDecimal budgetUsd,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String waiting,

            @JsonProperty("common_errors") @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<CommonError> commonErrors) {
        static final Remarks NONE = new Remarks(null, null, false, null, null, null, List.of());

        static Remarks ended(@Nullable String reason) {
            return new Remarks(reason, null, false, null, null, null, List.of());
        }

        static Remarks paused(String because) {
            return new Remarks(null, because, false, null, null, null, List.of());
        }

        Remarks with(@Nullable String nowWaiting, List<CommonError> nowCommon) {
            return new Remarks(reason, pausedBecause, held, alert, budgetUsd, nowWaiting, nowCommon);
        }
    }

    /** The locations of a batch's files, as paths or URIs; null = no files yet. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Files(@Nullable String output, @Nullable String errors) {
        static final Files NONE = new Files(null, null);
    }

    /** Describes a batch that has ended with results. */
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

    /** Describes a running or paused batch. */
    public static BatchDescription of(BatchProgress progress, Instant now) {
        BatchTotals figures = BatchTotals.of(progress.finished());
        return new BatchDescription(
                progress.id().value(),
                progress.state(),
                progress.total(),
                progress.duplicates() == null ? figures : figures.withDuplicates(progress.duplicates()),
                BatchTimes.until(now, progress.started(), figures.done()),
                new Remarks(
                        null,
                        progress.pausedBecause(),
                        progress.held(),
                        progress.alert(),
                        progress.budgetUsd(),
                        null,
                        List.of()),
                Files.NONE,
                BatchParts.of(progress));
    }

    /** Describes a batch of which only the entry in a list is known. */
    public static BatchDescription of(ListedBatch listed) {
        return listed.status() == BatchState.PAUSED
                ? paused(listed, "no running Temporal server knows the batch; run the same command again to continue")
                : of(listed, listed.status(), Remarks.NONE);
    }

    /** Describes a batch that makes no progress because no worker answers. */
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

    /** Describes a running batch whose progress is not known yet. */
    public static BatchDescription running(BatchId id) {
        return of(new ListedBatch(id.value(), BatchState.IN_PROGRESS, null, null));
    }

    /** Describes a batch that ended without results: its input was refused, or the batch was stopped too early. */
    public static BatchDescription withoutResults(BatchId id, BatchState status, String reason) {
        return of(new ListedBatch(id.value(), status, null, null)).with(Remarks.ended(reason));
    }

    /** Returns a copy that is paused for this reason, unless the batch is paused already or the reason is absent. */
    public BatchDescription waiting(Optional<String> reason) {
        return status == BatchState.PAUSED ? this : reason.map(this::paused).orElse(this);
    }

    /** Returns a copy that is paused, for a batch whose process has stopped. */
    public BatchDescription paused(String because) {
        Remarks stopped = new Remarks(null, because, false, remarks.alert(), remarks.budgetUsd(), null, List.of());
        return new BatchDescription(id, BatchState.PAUSED, total, figures, times, stopped, files, parts);
    }

    /** Returns a copy that says what the requests wait for, unless the batch is paused. */
    public BatchDescription waitingFor(List<String> waits) {
        if (status == BatchState.PAUSED || waits.isEmpty()) {
            return this;
        }
        return with(remarks.with(String.join("; ", waits), List.of()));
    }

    /** Returns a copy with the commonest errors. */
    public BatchDescription withCommonErrors(List<CommonError> errors) {
        return with(remarks.with(remarks.waiting(), errors));
    }

    /** Returns a copy with this number of requests and these figures. */
    public BatchDescription with(long requests, BatchTotals other) {
        return new BatchDescription(id, status, requests, other, times.having(other.done()), remarks, files, parts);
    }

    private BatchDescription with(Remarks other) {
        return new BatchDescription(id, status, total, figures, times, other, files, parts);
    }
}
