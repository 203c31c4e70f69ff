package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.StoreId;

/** Thrown when the Temporal server knows a batch of this id that belongs to another store; its message is a sentence for the user. */
public final class BatchOfAnotherStore extends IllegalStateException {
    BatchOfAnotherStore(BatchId batch, StoreId theirs, StoreId ours) {
        super("batch %s belongs to store %s, and this is store %s: use that store's folder, or another id"
                .formatted(batch, theirs, ours));
    }
}
