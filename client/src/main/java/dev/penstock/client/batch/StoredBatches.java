package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import dev.penstock.store.plan.PlanFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads batches from the store alone, without Temporal. */
public final class StoredBatches {
    private final Store store;
    private final StoredJson<BatchResult> summaries;

    public StoredBatches(Store store) {
        this.store = store;
        this.summaries = new StoredJson<>(store, BatchFile.SUMMARY, BatchResult.class);
    }

    /** Returns the result of a batch; empty until the batch has ended with results. */
    public Optional<BatchResult> result(BatchId id) throws IOException {
        return summaries.find(id);
    }

    public Store store() {
        return store;
    }

    /** Returns the names of a pipeline's stages; empty for a batch of plain requests, or one that is not planned yet. */
    public List<String> stages(BatchId id) throws IOException {
        return new PlanFiles(store)
                .find(id).flatMap(plan -> plan.spec().stages()).stream()
                        .flatMap(pipeline -> pipeline.stages().stream())
                        .map(Stage::name)
                        .toList();
    }

    /** Describes an ended batch, including the locations of its files in the store. */
    public BatchDescription describe(BatchResult result) {
        return BatchDescription.of(
                result,
                new BatchDescription.Files(
                        store.locate(result.id(), BatchFile.OUTPUT).toString(),
                        store.locate(result.id(), BatchFile.ERRORS).toString()));
    }

    /** Returns a batch's entry in the list; empty for a batch that was never planned, or was deleted. */
    Optional<ListedBatch> listed(BatchId id) throws IOException {
        Optional<BatchResult> result = result(id);
        if (result.isEmpty() && store.has(id, BatchFile.PLAN)) {
            return Optional.of(ListedBatch.abandoned(id));
        }
        return result.map(ListedBatch::of);
    }

    /** Lists all batches of the store except refused ones: ended batches first, newest first. */
    public Stream<ListedBatch> list() throws IOException {
        List<ListedBatch> listed = new ArrayList<>();
        for (BatchId id : store.batches()) {
            listed(id).ifPresent(listed::add);
        }
        return listed.stream()
                .sorted(Comparator.comparing(ListedBatch::started, Comparator.nullsLast(Comparator.reverseOrder())));
    }
}
