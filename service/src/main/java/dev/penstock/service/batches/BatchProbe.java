package dev.penstock.service.batches;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.FailureReason;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.InvalidInput;
import dev.penstock.contracts.Problem;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.service.ApiBackend;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks Temporal for the state of a batch, and repeats starts and cancellations that Temporal has not received. */
@Singleton
public final class BatchProbe {
    private static final String FAILED = "batch_failed";
    /** Time between keeping a record and starting its batch, in which a batch unknown to Temporal is not taken to be lost. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final BatchDirectory batches;
    private final Store store;
    private final BatchRecords records;
    private final BatchStarts starts;
    private final HiddenPaths paths;
    /** The batches that this process has cancelled successfully. */
    private final Set<BatchId> cancelled = ConcurrentHashMap.newKeySet();

    BatchProbe(ApiBackend backend, BatchRecords records, BatchStarts starts, HiddenPaths paths) {
        this.batches = backend.batches();
        this.store = backend.store();
        this.records = records;
        this.starts = starts;
        this.paths = paths;
    }

    LiveBatches.Seen read(BatchRecord record) {
        BatchHandle batch = batches.handle(record.id());
        return startOrCancel(record, batch).orElseGet(() -> new LiveBatches.Seen.Going(progress(record, batch)));
    }

    /** Starts or cancels the batch if Temporal has not received that yet. */
    void startOrCancel(BatchRecord record) {
        Optional<LiveBatches.Seen> unused = startOrCancel(record, batches.handle(record.id()));
    }

    /** Starts or cancels the batch if needed, and returns its state; empty when the batch runs. */
    private Optional<LiveBatches.Seen> startOrCancel(BatchRecord record, BatchHandle batch) {
        try {
            WorkflowExecutionStatus status;
            try {
                status = batch.status();
            } catch (WorkflowNotFoundException e) {
                return Optional.of(lost(record));
            }
            if (status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                cancelled.remove(record.id());
                return Optional.of(new LiveBatches.Seen.Over(refusal(record, batch, status)));
            }
            if (records.cancelling(record.id()).isPresent()) {
                cancelOnce(batch);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cancels the batch once per process, because Temporal may not have answered when a caller cancelled the batch. */
    private void cancelOnce(BatchHandle batch) {
        if (cancelled.contains(batch.id())) {
            return;
        }
        try {
            batch.cancel();
            cancelled.add(batch.id());
        } catch (WorkflowNotFoundException endedJustNow) {
            // The next look finds that the batch has ended.
        }
    }

    /** Returns the batch's progress; null when no worker answers. */
    private @Nullable BatchProgress progress(BatchRecord record, BatchHandle batch) {
        try {
            return paths.hide(record, batch.progress());
        } catch (WorkflowException | StatusRuntimeException e) {
            return null;
        }
    }

    /**
     * Handles a batch that Temporal does not know, because its start failed or Temporal has lost its database. A batch
     * that was begun is started again, and continues from the result log.
     */
    private LiveBatches.Seen lost(BatchRecord record) throws IOException {
        if (!starts.isOurs(record)) {
            return unknown(
                    record,
                    "the batch was submitted to another Temporal server or namespace, and is not known to this one");
        }
        Optional<Instant> cancelling = records.cancelling(record.id());
        if (store.has(record.id(), BatchFile.PLAN) || (cancelling.isEmpty() && record.mayStillStart())) {
            starts.start(record);
            return new LiveBatches.Seen.Going(null);
        }
        if (record.isYoungerThan(START_TIMEOUT)) {
            return new LiveBatches.Seen.Going(null);
        }
        return cancelling.isPresent()
                ? new LiveBatches.Seen.Unknown(new BatchFailure(true, cancelling.get(), List.of()))
                : unknown(record, "the batch was never started, or Temporal has lost it: create the batch again");
    }

    private static LiveBatches.Seen unknown(BatchRecord record, String why) {
        return new LiveBatches.Seen.Unknown(
                new BatchFailure(false, record.createdAt(), List.of(new Problem(0, FAILED, why))));
    }

    private BatchFailure refusal(BatchRecord record, BatchHandle batch, WorkflowExecutionStatus status) {
        Instant at = batch.closed().orElseGet(Instant::now);
        if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED) {
            return new BatchFailure(true, at, List.of());
        }
        try {
            batch.result();
            return new BatchFailure(
                    false, at, List.of(new Problem(0, FAILED, "the batch has ended, but its files are missing")));
        } catch (WorkflowException failed) {
            return new BatchFailure(false, at, problems(record, batch, failed));
        }
    }

    private List<Problem> problems(BatchRecord record, BatchHandle batch, WorkflowException failed) {
        Optional<ApplicationFailure> reason = FailureReason.find(failed);
        if (reason.isEmpty()) {
            return List.of(new Problem(0, FAILED, "the batch was " + batch.statusWord()));
        }
        ApplicationFailure why = reason.get();
        if (FailureTypes.INVALID_INPUT.equals(why.getType())) {
            return why.getDetails().get(InvalidInput.class).first().stream()
                    .map(problem -> new Problem(problem.line(), problem.code(), paths.hide(record, problem.message())))
                    .toList();
        }
        return List.of(new Problem(0, FAILED, paths.hide(record, String.valueOf(why.getOriginalMessage()))));
    }
}
