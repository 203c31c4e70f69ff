package dev.penstock.service.batches;

import dev.penstock.activities.batch.planning.CancelledInput;
import dev.penstock.activities.batch.planning.CancelledInput.UncountedInputException;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Problem;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.service.ApiBackend;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Determines the status of batches: ended ones from the store, others from their workflows. */
@Singleton
public final class BatchStatuses {
    private final Store store;
    private final StoredBatches stored;
    private final BatchRecords records;
    private final LiveBatches live;
    private final HiddenPaths paths;
    private final UnfinishedSpecs unfinished;
    private final Lock counting = new ReentrantLock();

    BatchStatuses(
            ApiBackend backend, BatchRecords records, LiveBatches live, HiddenPaths paths, UnfinishedSpecs unfinished) {
        this.unfinished = unfinished;
        this.store = backend.store();
        this.stored = new StoredBatches(store);
        this.records = records;
        this.live = live;
        this.paths = paths;
    }

    BatchStatus of(BatchRecord record) throws IOException {
        Optional<BatchStatus> ended = ended(record);
        if (ended.isPresent()) {
            live.forget(record.id());
            unfinished.giveBack(record.id());
            return ended.get();
        }
        LiveBatches.Seen seen = live.read(record);
        return switch (seen) {
            case LiveBatches.Seen.Going going -> new BatchStatus.Running(going.progress(), planned(record.id()));
            // The batch may have written its summary in the meantime.
            case LiveBatches.Seen.Over over -> {
                Optional<BatchStatus> now = ended(record);
                yield now.isPresent() ? now.get() : refused(record, over.refusal());
            }
            case LiveBatches.Seen.Unknown unknown ->
                unknown.refusal().cancelled() && !store.hasResults(record.id())
                        ? cancelled(record, unknown.refusal().at())
                        : new BatchStatus.Refused(unknown.refusal(), planned(record.id()));
        };
    }

    /** Returns how the batch ended, as far as the store knows; empty for a batch that has not ended. */
    Optional<BatchStatus> ended(BatchRecord record) throws IOException {
        BatchId id = record.id();
        Optional<BatchResult> result = stored.result(id);
        if (result.isPresent()) {
            return Optional.of(new BatchStatus.Ended(
                    paths.hide(record, result.get()), planned(id), written(id, BatchFile.ERRORS)));
        }
        Optional<BatchFailure> refusal = records.refusal(id);
        return refusal.isPresent()
                ? Optional.of(new BatchStatus.Refused(refusal.get(), planned(id)))
                : Optional.empty();
    }

    private BatchStatus refused(BatchRecord record, BatchFailure refusal) throws IOException {
        return refusal.cancelled() && !store.hasResults(record.id())
                ? cancelled(record, refusal.at())
                : keepRefused(record, refusal);
    }

    /**
     * Counts the requests of a batch that was cancelled before it was planned, or else says why they are not counted. One batch
     * at a time: an input may be long, and many may ask.
     */
    private BatchStatus cancelled(BatchRecord record, Instant at) throws IOException {
        counting.lock();
        try {
            Optional<BatchStatus> meanwhile = ended(record);
            return meanwhile.isPresent() ? meanwhile.get() : counted(record, at);
        } finally {
            counting.unlock();
        }
    }

    private BatchStatus counted(BatchRecord record, Instant at) throws IOException {
        try {
            BatchResult result =
                    new CancelledInput(store).write(record.id(), records.spec(record.id()), record.createdAt(), at);
            return new BatchStatus.Ended(result, planned(record.id()), written(record.id(), BatchFile.SUMMARY));
        } catch (UncountedInputException e) {
            String why =
                    "the batch was cancelled before its input was validated, and its requests could not be counted: "
                            + paths.hide(record, String.valueOf(e.getMessage()));
            return keepRefused(record, new BatchFailure(true, at, List.of(new Problem(0, "batch_cancelled", why))));
        }
    }

    private BatchStatus keepRefused(BatchRecord record, BatchFailure refusal) throws IOException {
        // Temporal deletes ended workflows after its retention period.
        records.keepRefusal(record.id(), refusal);
        return new BatchStatus.Refused(refusal, planned(record.id()));
    }

    private @Nullable Instant planned(BatchId id) throws IOException {
        return written(id, BatchFile.PLAN);
    }

    private @Nullable Instant written(BatchId id, BatchFile file) throws IOException {
        return store.written(id, file).map(Store.Written::at).orElse(null);
    }
}
