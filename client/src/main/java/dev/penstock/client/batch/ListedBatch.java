package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A batch's entry in a list: what Temporal or the store knows of the batch without a worker.
 *
 * @param status {@code in_progress} for every batch whose workflow runs, including paused batches
 * @param started start time; null = not known
 * @param closed end time; null = not ended, or not known
 */
public record ListedBatch(
        String id,
        BatchState status,
        @Nullable Instant started,
        @Nullable Instant closed) {
    static ListedBatch of(BatchId id, WorkflowExecutionMetadata found) {
        return new ListedBatch(id.value(), state(found.getStatus()), found.getStartTime(), found.getCloseTime());
    }

    /** Keeps of the runs of a batch, such as those of its retries, the one that comes first. */
    static Stream<ListedBatch> newestOfEach(Stream<ListedBatch> runs) {
        Set<String> seen = new HashSet<>();
        return runs.sequential().filter(run -> seen.add(run.id()));
    }

    /** Returns the entry of a listed workflow; empty for a workflow whose id is not that of a batch. */
    static Optional<ListedBatch> find(WorkflowExecutionMetadata found) {
        return BatchId.findByWorkflow(found.getExecution().getWorkflowId()).map(id -> of(id, found));
    }

    static ListedBatch of(BatchResult result) {
        return new ListedBatch(result.id().value(), result.status(), result.startedAt(), result.finishedAt());
    }

    /** Returns the entry of a batch that was planned in the store but that no running Temporal server knows. */
    public static ListedBatch abandoned(BatchId id) {
        return new ListedBatch(id.value(), BatchState.PAUSED, null, null);
    }

    public boolean isRunning() {
        return status == BatchState.IN_PROGRESS;
    }

    static BatchState state(WorkflowExecutionStatus status) {
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> BatchState.COMPLETED;
            case WORKFLOW_EXECUTION_STATUS_CANCELED -> BatchState.CANCELLED;
            case WORKFLOW_EXECUTION_STATUS_FAILED,
                    WORKFLOW_EXECUTION_STATUS_TERMINATED,
                    WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> BatchState.FAILED;
            default -> BatchState.IN_PROGRESS;
        };
    }
}
