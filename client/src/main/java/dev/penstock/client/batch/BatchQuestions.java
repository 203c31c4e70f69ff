package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import dev.penstock.store.plan.PlanFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Keeps in the store what each batch was submitted to ask, so that its answers are not taken for those to another question. */
public final class BatchQuestions {
    private final Store store;

    public BatchQuestions(Store store) {
        this.store = store;
    }

    /** Notes what a batch asks; called before it is started. */
    public void note(BatchId batch, BatchQuestion question) throws IOException {
        try (AtomicFile draft = store.create(batch, BatchFile.QUESTION)) {
            draft.write(Json.MAPPER.writeValueAsBytes(question));
            draft.publish();
        }
    }

    /** Returns what a batch asks; from its plan, without the provider, if it was started by an earlier version or another program. */
    public Optional<BatchQuestion> find(BatchId batch) throws IOException {
        Optional<InputStream> found = store.find(batch, BatchFile.QUESTION);
        if (found.isEmpty()) {
            return new PlanFiles(store)
                    .find(batch)
                    .map(plan -> BatchQuestion.of(plan.spec().input(), plan.spec(), null));
        }
        try (InputStream in = found.get()) {
            return Optional.of(Json.MAPPER.readValue(in, BatchQuestion.class));
        }
    }
}
