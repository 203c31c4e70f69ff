package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import dev.penstock.store.plan.PlanFiles;
import java.io.IOException;
import java.util.Optional;

/** Keeps in the store what each batch was submitted to ask, so that its answers are not taken for those to another question. */
public final class BatchQuestions {
    private final StoredJson<BatchQuestion> questions;
    private final PlanFiles plans;

    public BatchQuestions(Store store) {
        this.questions = new StoredJson<>(store, BatchFile.QUESTION, BatchQuestion.class);
        this.plans = new PlanFiles(store);
    }

    /** Notes what a batch asks; called before it is started. */
    public void note(BatchId batch, BatchQuestion question) throws IOException {
        questions.write(batch, question);
    }

    /** Returns what a batch asks; from its plan, without the provider, if it was started by an earlier version or another program. */
    public Optional<BatchQuestion> find(BatchId batch) throws IOException {
        Optional<BatchQuestion> noted = questions.find(batch);
        return noted.isPresent()
                ? noted
                : plans.find(batch).map(plan -> BatchQuestion.of(plan.spec().input(), plan.spec(), null));
    }
}
