package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.batch.BatchResult;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Describes batches: ended ones from the store, running ones from their workflows. */
public final class BatchDescriptions {
    /** After this time without an answer of a worker, a batch is described by its entry in the list alone. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final StoredBatches stored;
    private final Supplier<Optional<BatchDirectory>> temporal;

    /**
     * @param temporal connects to the running Temporal server when first needed; empty = none runs
     */
    public BatchDescriptions(StoredBatches stored, Supplier<Optional<BatchDirectory>> temporal) {
        this.stored = stored;
        this.temporal = temporal;
    }

    /** Describes a batch; empty when neither the store nor Temporal knows the batch. */
    public Optional<BatchDescription> find(BatchId id) throws IOException {
        Optional<BatchResult> result = stored.result(id);
        // A batch whose requests are all answered is never run again.
        if (result.isPresent() && result.get().isWhole()) {
            return result.map(stored::describe);
        }
        Optional<ListedBatch> ours = stored.listed(id);
        Optional<ListedBatch> listed = temporal.get()
                .flatMap(batches -> ours.isPresent() ? batches.findOurs(id) : batches.find(id))
                .map(BatchHandle::listed);
        return (listed.isPresent() ? listed : ours).map(batch -> describe(batch, missingWorker(batch.isRunning())));
    }

    /** Describes the newest batches, newest first. */
    public List<BatchDescription> newest(int limit) throws IOException {
        Optional<BatchDirectory> batches = temporal.get();
        Set<String> seen = new HashSet<>();
        // Each round of a batch is a run of its workflow; the newest run counts.
        List<ListedBatch> listed = (batches.isPresent() ? batches.get().list() : stored.list())
                .filter(batch -> seen.add(batch.id()))
                .limit(limit)
                .toList();
        try {
            Optional<String> missing = missingWorker(listed.stream().anyMatch(ListedBatch::isRunning));
            return ConcurrentQueries.map(listed, batch -> describe(batch, missing));
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private Optional<String> missingWorker(boolean matters) {
        return matters ? temporal.get().flatMap(BatchDirectory::missingWorker) : Optional.empty();
    }

    private BatchDescription describe(ListedBatch listed, Optional<String> missingWorker) {
        BatchId id = new BatchId(listed.id());
        try {
            if (listed.isRunning()) {
                return progress(id)
                        .map(running -> running.waiting(missingWorker))
                        .orElseGet(() -> BatchDescription.withoutWorker(listed));
            }
            return stored.result(id).map(stored::describe).orElseGet(() -> BatchDescription.of(listed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<BatchDescription> progress(BatchId id) {
        try {
            return temporal.get()
                    .map(batches -> TemporalDeadline.within(TIMEOUT, batches.handle(id)::progress))
                    .map(progress -> BatchDescription.of(progress, Instant.now()));
        } catch (WorkflowException | StatusRuntimeException noWorker) {
            return Optional.empty();
        }
    }
}
