package dev.penstock.service.batches;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.Batches;
import dev.penstock.client.batch.Reason;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchProgress;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.InvalidInput;
import dev.penstock.contracts.Problem;
import dev.penstock.service.Backend;
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

/** Asks Temporal where a batch stands. */
@Singleton
public final class BatchProbe {
    private static final String FAILED = "batch_failed";
    /** Between an order and its batch's start there is a moment. */
    private static final Duration STARTING = Duration.ofSeconds(60);

    private final Batches batches;
    private final Store store;
    private final Orders orders;
    private final BatchStarts starts;
    private final Places places;
    /** Cancelled by this process, successfully. */
    private final Set<BatchId> told = ConcurrentHashMap.newKeySet();

    BatchProbe(Backend backend, Orders orders, BatchStarts starts, Places places) {
        this.batches = backend.batches();
        this.store = backend.store();
        this.orders = orders;
        this.starts = starts;
        this.places = places;
    }

    LiveBatches.Seen look(Order order) {
        BatchHandle batch = batches.handle(order.id());
        return tell(order, batch).orElseGet(() -> new LiveBatches.Seen.Going(progress(order, batch)));
    }

    /** Starts it, or cancels it, where Temporal has not heard of that. */
    void tell(Order order) {
        Optional<LiveBatches.Seen> unused = tell(order, batches.handle(order.id()));
    }

    /** Empty when it runs. */
    private Optional<LiveBatches.Seen> tell(Order order, BatchHandle batch) {
        try {
            WorkflowExecutionStatus status;
            try {
                status = batch.status();
            } catch (WorkflowNotFoundException e) {
                return Optional.of(forgotten(order));
            }
            if (status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                told.remove(order.id());
                return Optional.of(new LiveBatches.Seen.Over(refusal(order, batch, status)));
            }
            if (orders.cancelling(order.id()).isPresent()) {
                cancelOnce(batch);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Temporal may not have answered when its cancelling was asked for. */
    private void cancelOnce(BatchHandle batch) {
        if (told.contains(batch.id())) {
            return;
        }
        try {
            batch.cancel();
            told.add(batch.id());
        } catch (WorkflowNotFoundException endedJustNow) {
            // The next look will find it so.
        }
    }

    /** Null when there is no worker to ask. */
    private @Nullable BatchProgress progress(Order order, BatchHandle batch) {
        try {
            return places.hide(order, batch.progress());
        } catch (WorkflowException | StatusRuntimeException e) {
            return null;
        }
    }

    /** Its start failed, or Temporal has lost its database: what was begun goes on from the result log. */
    private LiveBatches.Seen forgotten(Order order) throws IOException {
        if (!starts.isOurs(order)) {
            return unknown(
                    order, "the batch was ordered with another Temporal server or namespace, and is not known here");
        }
        Optional<Instant> cancelling = orders.cancelling(order.id());
        if (store.has(order.id(), BatchFile.PLAN) || (cancelling.isEmpty() && order.mayStillStart())) {
            starts.start(order);
            return new LiveBatches.Seen.Going(null);
        }
        if (order.isYoungerThan(STARTING)) {
            return new LiveBatches.Seen.Going(null);
        }
        return cancelling.isPresent()
                ? new LiveBatches.Seen.Unknown(new Refusal(true, cancelling.get(), List.of()))
                : unknown(order, "the batch was never begun, or Temporal has lost it: create it again");
    }

    private static LiveBatches.Seen unknown(Order order, String why) {
        return new LiveBatches.Seen.Unknown(
                new Refusal(false, order.createdAt(), List.of(new Problem(0, FAILED, why))));
    }

    private Refusal refusal(Order order, BatchHandle batch, WorkflowExecutionStatus status) {
        Instant at = batch.closed().orElseGet(Instant::now);
        if (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED) {
            return new Refusal(true, at, List.of());
        }
        try {
            batch.result();
            return new Refusal(
                    false, at, List.of(new Problem(0, FAILED, "the batch has ended, but its files are gone")));
        } catch (WorkflowException failed) {
            return new Refusal(false, at, problems(order, batch, failed));
        }
    }

    private List<Problem> problems(Order order, BatchHandle batch, WorkflowException failed) {
        Optional<ApplicationFailure> reason = Reason.find(failed);
        if (reason.isEmpty()) {
            return List.of(new Problem(0, FAILED, "the batch was " + batch.statusWord()));
        }
        ApplicationFailure why = reason.get();
        if (FailureTypes.INVALID_INPUT.equals(why.getType())) {
            return why.getDetails().get(InvalidInput.class).first().stream()
                    .map(problem -> new Problem(problem.line(), problem.code(), places.hide(order, problem.message())))
                    .toList();
        }
        return List.of(new Problem(0, FAILED, places.hide(order, String.valueOf(why.getOriginalMessage()))));
    }
}
