package dev.penstock.service.batches;

import dev.penstock.contracts.BatchProgress;
import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.Problem;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A batch, seen at one moment.
 *
 * @param cancellingAt when its cancelling was asked for; absent when nobody did
 * @param model of all its requests, where that is known
 */
public record BatchView(
        Order order,
        Standing standing,
        @Nullable Instant cancellingAt,
        @Nullable String model) {
    Status status() {
        return Status.of(standing, cancellingAt != null);
    }

    /** Whether nothing more will come of it. */
    public boolean isOver() {
        return status().isFinal();
    }

    public BatchObject object() {
        return new BatchObject(
                order.id().value(),
                BatchObject.OBJECT,
                order.endpoint(),
                model,
                errors(),
                order.inputFileId(),
                order.completionWindow(),
                status().toString(),
                file(OutputKind.OUTPUT),
                file(OutputKind.ERRORS),
                times(),
                counts(),
                usage(),
                order.metadata());
    }

    private BatchObject.@Nullable Errors errors() {
        return switch (standing) {
            case Standing.Refused refused
            when !refused.refusal().problems().isEmpty() ->
                BatchObject.Errors.of(refused.refusal().problems());
            case Standing.Ended ended
            when status() == Status.FAILED ->
                BatchObject.Errors.of(List.of(new Problem(
                        0,
                        "batch_failed",
                        Objects.requireNonNullElse(ended.result().reason(), "the batch failed"))));
            default -> null;
        };
    }

    private @Nullable String file(OutputKind kind) {
        return result().filter(kind::isIn)
                .map(result -> kind.fileId(order.id()))
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
        Status status = status();
        Instant ended = switch (standing) {
            case Standing.Ended is -> is.result().finishedAt();
            case Standing.Refused is -> is.refusal().at();
            case Standing.Running is -> null;
        };
        Instant planned = switch (standing) {
            case Standing.Ended is -> is.planned();
            case Standing.Refused is -> is.planned();
            case Standing.Running is -> is.planned();
        };
        Instant assembled = standing instanceof Standing.Ended is ? is.assembled() : null;
        return new BatchObject.Times(
                order.createdAt().getEpochSecond(),
                seconds(planned, status != Status.VALIDATING),
                seconds(order.expiresAt(), true),
                seconds(assembled, status == Status.COMPLETED),
                seconds(ended, status == Status.COMPLETED),
                seconds(ended, status == Status.FAILED),
                seconds(ended, status == Status.EXPIRED),
                seconds(cancellingAt, status == Status.CANCELLING || status == Status.CANCELLED),
                seconds(ended, status == Status.CANCELLED));
    }

    /** How it ended; empty before, and when it came to nothing. */
    public Optional<BatchResult> result() {
        return standing instanceof Standing.Ended ended ? Optional.of(ended.result()) : Optional.empty();
    }

    /** Empty when it goes on no more, or nobody knows. */
    public Optional<BatchProgress> progress() {
        return standing instanceof Standing.Running running
                ? Optional.ofNullable(running.progress())
                : Optional.empty();
    }

    private static @Nullable Long seconds(@Nullable Instant at, boolean happened) {
        return at == null || !happened ? null : at.getEpochSecond();
    }
}
