package dev.penstock.starter.usage;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.BatchTotals;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.store.Store;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A batch as the store has it, whether it has ended or not. */
public record StoredBatch(Store store, BatchId id, StoredPlan plan, Optional<BatchResult> result) {
    /** Returns a batch of the store; empty if it was never planned. */
    public static Optional<StoredBatch> find(Store store, BatchId id) throws IOException {
        Optional<StoredPlan> plan = new PlanFiles(store).find(id);
        return plan.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredBatch(store, id, plan.get(), new StoredBatches(store).result(id)));
    }

    /**
     * Returns the batch with its usage on some days, also while it runs.
     *
     * @param batch the batch's present description, which only Temporal has while the batch runs
     */
    public BatchStatistics statistics(BatchDescription batch, DateRange days) throws IOException {
        UsageRecords book = book().in(days);
        return new BatchStatistics(
                batch.with(plan.requests(), BatchTotals.of(book.sum().receipt())), Statistics.of(book, stages()));
    }

    /** Returns the time that the batch's requests spent waiting and in calls. */
    public Statistics.Time time() throws IOException {
        return Statistics.of(book(), stages()).time();
    }

    private UsageRecords book() throws IOException {
        return UsageRecords.of(store, id).orElseThrow(() -> new IOException("batch " + id + " was deleted"));
    }

    private List<String> stages() {
        return plan.spec().stages().map(Pipeline::stages).orElse(List.of()).stream()
                .map(Stage::name)
                .toList();
    }
}
