package dev.penstock.starter.table;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.store.Store;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;

/** When the fields of answers that are JSON objects become columns of a table. */
public enum FieldColumns {
    ALWAYS,
    /** Where the batch asked for JSON: by a schema, as its response format, or as what its last stage expects. */
    OF_JSON_BATCHES,
    NEVER;

    boolean areWanted(Store store, BatchId batch) throws IOException {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case OF_JSON_BATCHES ->
                new PlanFiles(store)
                        .find(batch)
                        .map(StoredPlan::spec)
                        .filter(FieldColumns::asksForJson)
                        .isPresent();
        };
    }

    private static boolean asksForJson(BatchSpec spec) {
        return spec.stages()
                .map(stages -> stages.each().getLast().expects().isJson())
                .orElseGet(() -> spec.schema().isPresent()
                        || spec.responseFormat().filter("json"::equals).isPresent());
    }
}
