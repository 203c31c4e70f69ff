package dev.penstock.starter.usage;

import dev.penstock.activities.plan.PlanFiles;
import dev.penstock.activities.plan.StoredPlan;
import dev.penstock.client.batch.Stored;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.BatchState;
import dev.penstock.contracts.stage.Pipeline;
import dev.penstock.contracts.stage.Stage;
import dev.penstock.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A batch as the store has it, whether it ended or not. */
public record StoredBatch(Store store, BatchId id, StoredPlan plan, Optional<BatchResult> result) {
    private static final String UNFINISHED = "unfinished";

    /** Empty when it was never planned. */
    public static Optional<StoredBatch> find(Store store, BatchId id) throws IOException {
        Optional<StoredPlan> plan = new PlanFiles(store).find(id);
        return plan.isEmpty()
                ? Optional.empty()
                : Optional.of(new StoredBatch(store, id, plan.get(), new Stored(store).result(id)));
    }

    /** {@code completed}, {@code cancelled}, …; whether an unfinished one runs, only Temporal knows. */
    public String status() {
        return result.map(BatchResult::status).map(BatchState::toString).orElse(UNFINISHED);
    }

    public Statistics statistics(Period days) throws IOException {
        UsageBook book = UsageBook.of(store, id).orElseThrow(() -> new IOException("batch " + id + " was deleted"));
        List<String> stages = plan.spec().stages().map(Pipeline::stages).orElse(List.of()).stream()
                .map(Stage::name)
                .toList();
        return Statistics.of(id.value(), status(), plan.requests(), book.in(days), stages);
    }
}
