package dev.penstock.service.batches;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.contracts.BatchProgress;
import dev.penstock.contracts.BatchState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** OpenAI's states of a batch, and which of them ours are. */
enum Status {
    VALIDATING,
    FAILED,
    IN_PROGRESS,
    FINALIZING,
    COMPLETED,
    EXPIRED,
    CANCELLING,
    CANCELLED;

    static Status of(Standing standing, boolean cancelling) {
        return switch (standing) {
            case Standing.Refused refused -> refused.refusal().cancelled() ? CANCELLED : FAILED;
            case Standing.Ended ended -> ended(ended.result().status());
            case Standing.Running running -> cancelling ? CANCELLING : running(running);
        };
    }

    boolean isFinal() {
        return this == FAILED || this == COMPLETED || this == EXPIRED || this == CANCELLED;
    }

    private static Status running(Standing.Running running) {
        BatchProgress progress = running.progress();
        if (isPlanned(progress, running)) {
            return progress != null && progress.state() == BatchState.ASSEMBLING ? FINALIZING : IN_PROGRESS;
        }
        return VALIDATING;
    }

    private static boolean isPlanned(@Nullable BatchProgress progress, Standing.Running running) {
        return progress == null ? running.planned() != null : progress.total() > 0;
    }

    private static Status ended(BatchState state) {
        return switch (state) {
            case CANCELLED -> CANCELLED;
            case EXPIRED -> EXPIRED;
            case FAILED -> FAILED;
            default -> COMPLETED;
        };
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
