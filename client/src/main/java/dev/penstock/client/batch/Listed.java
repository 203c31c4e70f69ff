package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchResult;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A batch among others: where it stands, and since when, as far as that is known. */
public record Listed(
        String id,
        String status,
        @Nullable Instant started,
        @Nullable Instant closed) {
    static Listed of(WorkflowExecutionMetadata found) {
        return new Listed(
                found.getExecution().getWorkflowId().replaceFirst("^batch/", ""),
                BatchHandle.word(found.getStatus()),
                found.getStartTime(),
                found.getCloseTime());
    }

    static Listed ended(BatchResult result) {
        return new Listed(result.id().value(), result.status().toString(), result.startedAt(), result.finishedAt());
    }

    public boolean isRunning() {
        return status.equals("running");
    }

    /** One that the store alone knows of. */
    static Listed unfinished(BatchId id) {
        return new Listed(id.value(), "unfinished", null, null);
    }
}
