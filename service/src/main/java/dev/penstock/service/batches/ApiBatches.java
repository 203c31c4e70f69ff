package dev.penstock.service.batches;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.IdempotencyHeader;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.Store;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates, finds, lists and cancels the batches that a caller may see. */
@Singleton
public final class ApiBatches {
    private static final Logger log = LoggerFactory.getLogger(ApiBatches.class);
    private static final int DIGITS = 32;

    private final BatchDirectory batches;
    private final Store store;
    private final BatchRecords records;
    private final BatchSubmission submission;
    private final BatchStatuses statuses;
    private final LiveBatches live;
    private final BatchModels models;
    private final PendingSubmissions pending;

    ApiBatches(
            ApiBackend backend,
            BatchRecords records,
            BatchSubmission submission,
            BatchStatuses statuses,
            LiveBatches live,
            BatchModels models,
            PendingSubmissions pending) {
        this.pending = pending;
        this.batches = backend.batches();
        this.store = backend.store();
        this.records = records;
        this.submission = submission;
        this.statuses = statuses;
        this.live = live;
        this.models = models;
    }

    /**
     * Creates a batch, or returns the batch that this tenant created earlier with this key.
     *
     * @param idempotencyKey the caller's {@code Idempotency-Key}; null = none
     * @throws ApiFailure 400 when the key was used for a different request
     */
    BatchView create(CreateBatch asked, @Nullable String idempotencyKey, ApiCaller caller) throws IOException {
        BatchId id = idempotencyKey == null ? BatchRecords.nextId() : named(idempotencyKey, caller, store);
        Optional<BatchRecord> before = records.find(id.value(), caller);
        BatchRecord record = before.isPresent() ? before.get() : submission.place(asked, id, caller);
        if (!asked.isSameAs(record)) {
            throw IdempotencyHeader.reused();
        }
        return accepted(record);
    }

    /** Returns a batch whose record is kept, even while Temporal does not answer: an error would make clients submit it again. */
    private BatchView accepted(BatchRecord record) throws IOException {
        try {
            return view(record);
        } catch (ApiFailure e) {
            return new BatchView(record, new BatchStatus.Running(null, null), null, null);
        }
    }

    /**
     * Returns a batch as it is now.
     *
     * @throws ApiFailure 404 for an unknown batch and for a batch of another tenant
     */
    public BatchView get(String id, ApiCaller caller) throws IOException {
        return view(record(id, caller));
    }

    /** Lists batches, newest first; returns one more than {@code limit} when there are more. */
    List<BatchRecord> list(ApiCaller caller, @Nullable String after, int limit) throws IOException {
        List<BatchRecord> all = records.newestFirst(caller);
        int from = 0;
        if (after != null && !after.isEmpty()) {
            BatchRecord last = record(after, caller);
            from = all.indexOf(last) + 1;
        }
        return all.subList(from, Math.min(all.size(), from + limit + 1));
    }

    /** Cancels a batch; cancelling a batch again has no further effect. */
    BatchView cancel(String id, ApiCaller caller) throws IOException {
        BatchRecord record = record(id, caller);
        BatchView now = view(record);
        if (now.state() == BatchState.CANCELLED) {
            return now;
        }
        if (now.isOver()) {
            throw ApiFailure.invalid(
                    "the batch is %s and cannot be cancelled any more".formatted(now.openAiState()),
                    null,
                    "batch_not_cancellable");
        }
        Instant at = now.cancellingAt();
        if (at == null) {
            at = Instant.now();
            records.keepCancelling(record.id(), at);
        }
        try {
            TemporalDeadline.within(
                    ApiBackend.TEMPORAL_ANSWERS, () -> batches.find(record.id()).ifPresent(batch -> batch.cancel()));
        } catch (WorkflowNotFoundException endedJustNow) {
            live.forget(record.id());
        } catch (WorkflowServiceException | StatusRuntimeException e) {
            log.warn(
                    "Batch {} will be cancelled once Temporal answers",
                    record.id().value(),
                    e);
            pending.add(record);
            return new BatchView(record, now.status(), at, now.model());
        }
        return view(record);
    }

    BatchView view(BatchRecord record) throws IOException {
        return new BatchView(
                record,
                statuses.of(record),
                records.cancelling(record.id()).orElse(null),
                models.find(record.id()).orElse(null));
    }

    private BatchRecord record(String id, ApiCaller caller) throws IOException {
        return records.find(id, caller)
                .orElseThrow(() ->
                        ApiFailure.notFound("No such batch" + (id.matches("[a-z0-9_]{1,64}") ? ": " + id : ""), "id"));
    }

    private static BatchId named(String idempotencyKey, ApiCaller caller, Store store) {
        IdempotencyHeader.check(idempotencyKey);
        ContentDigest digest = new ContentDigest();
        // Stores on one Temporal server have their batches apart.
        digest.add(store.id() + "\n" + (caller.tenant() == null ? "" : caller.tenant()) + "\n" + idempotencyKey);
        return BatchRecords.id(digest.hex().substring(0, DIGITS));
    }
}
