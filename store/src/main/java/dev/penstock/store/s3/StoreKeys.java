package dev.penstock.store.s3;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;

/** The keys of the store's objects, which are the names that a store in a folder has. */
final class StoreKeys {
    static final String ID = "store-id";
    static final String BATCHES = "batches/";
    static final String UPLOADS = "files/";
    static final String CACHE = "cache/";
    static final String INPUTS = "inputs/";

    private StoreKeys() {}

    static String batch(BatchId batch) {
        return BATCHES + batch.value() + "/";
    }

    static String file(BatchId batch, BatchFile file) {
        return batch(batch) + file.path();
    }

    static String results(BatchId batch) {
        return batch(batch) + "results";
    }
}
