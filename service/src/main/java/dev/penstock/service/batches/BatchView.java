package dev.penstock.service.batches;

import dev.penstock.contracts.Problem;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a batch: its record and its status at one moment.
 *
 * @param cancellingAt when a caller cancelled the batch; absent if none did
 * @param model the model that all requests use; absent when not known, or when there are several
 */
public record BatchView(
        BatchRecord record,
        BatchStatus status,
        @Nullable Instant cancellingAt,
        @Nullable String model) {
    /** Returns the state in Penstock's terms, which include {@code paused}. */
    public BatchState state() {
        return status instanceof BatchStatus.Running && cancellingAt != null ? BatchState.CANCELLING : status.state();
    }

    /** Returns the state in OpenAI's terms. */
    BatchState openAiState() {
        boolean unplanned = status instanceof BatchStatus.Running running && !running.isPlanned();
        return unplanned && state() == BatchState.PAUSED ? BatchState.VALIDATING : state().openAi();
    }

    /** Whether the batch has ended. */
    public boolean isOver() {
        return state().isFinal();
    }

    public BatchObject object() {
        return object(null);
    }

    /**
     * Returns the batch object.
     *
     * @param waiting what the batch's requests wait for; null = nothing
     */
    BatchObject object(@Nullable String waiting) {
        return new BatchObject(
                record.id().value(),
                BatchObject.OBJECT,
                record.endpoint(),
                model,
                errors(),
                record.inputFileId(),
                record.completionWindow(),
                openAiState().toString(),
                file(OutputKind.OUTPUT),
                file(OutputKind.ERRORS),
                times(),
                counts(),
                usage(),
                record.metadata(),
                waiting);
    }

    private BatchObject.@Nullable Errors errors() {
        return switch (status) {
            case BatchStatus.Refused refused
            when !refused.refusal().problems().isEmpty() ->
                BatchObject.Errors.of(refused.refusal().problems());
            case BatchStatus.Ended ended
            when state() == BatchState.FAILED ->
                errors("batch_failed", Objects.requireNonNullElse(ended.result().reason(), "the batch failed"));
            case BatchStatus.Running running
            when running.heldBecause() != null -> errors("batch_paused", running.heldBecause());
            default -> null;
        };
    }

    private static BatchObject.Errors errors(String code, String message) {
        return BatchObject.Errors.of(List.of(new Problem(0, code, message)));
    }

    private @Nullable String file(OutputKind kind) {
        return result().filter(kind::isIn)
                .map(result -> kind.fileId(record.id()))
                .orElse(null);
    }

    private BatchObject.RequestCounts counts() {
        return result().map(result -> BatchObject.RequestCounts.of(
                        result.total(), result.receipt().counts()))
                .or(() -> progress()
                        .map(progress -> BatchObject.RequestCounts.of(
                                progress.total(), progress.finished().counts())))
                .orElse(BatchObject.RequestCounts.NONE);
    }

    private BatchObject.@Nullable Usage usage() {
        return result().map(BatchResult::receipt)
                .or(() -> progress().map(BatchProgress::finished))
                .map(Receipt::usage)
                .filter(usage -> !usage.equals(Usage.NONE))
                .map(BatchObject.Usage::of)
                .orElse(null);
    }

    private BatchObject.Times times() {
        BatchState state = openAiState();
        Instant ended = switch (status) {
            case BatchStatus.Ended is -> is.result().finishedAt();
            case BatchStatus.Refused is -> is.refusal().at();
            case BatchStatus.Running is -> null;
        };
        Instant planned = switch (status) {
            case BatchStatus.Ended is -> is.planned();
            case BatchStatus.Refused is -> is.planned();
            case BatchStatus.Running is -> is.planned();
        };
        Instant assembled = status instanceof BatchStatus.Ended is ? is.assembled() : null;
        return new BatchObject.Times(
                record.createdAt().getEpochSecond(),
                seconds(planned, state != BatchState.VALIDATING),
                seconds(record.expiresAt(), true),
                seconds(assembled, state == BatchState.COMPLETED),
                seconds(ended, state == BatchState.COMPLETED),
                seconds(ended, state == BatchState.FAILED),
                seconds(ended, state == BatchState.EXPIRED),
                seconds(cancellingAt, state == BatchState.CANCELLING || state == BatchState.CANCELLED),
                seconds(ended, state == BatchState.CANCELLED));
    }

    /** Returns the batch's result; empty until the batch has ended, and for a batch without results. */
    public Optional<BatchResult> result() {
        return status instanceof BatchStatus.Ended ended ? Optional.of(ended.result()) : Optional.empty();
    }

    /** Returns the progress of a running batch; empty when the batch has ended, or no worker answers. */
    public Optional<BatchProgress> progress() {
        return status instanceof BatchStatus.Running running
                ? Optional.ofNullable(running.progress())
                : Optional.empty();
    }

    private static @Nullable Long seconds(@Nullable Instant at, boolean happened) {
        return at == null || !happened ? null : at.getEpochSecond();
    }
}
