package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import java.nio.file.Path;

/** Which folder holds what. */
record Layout(Path root) {
    static final String RESULTS = ".jsonl";
    static final String CALLS = ".calls";

    Path batches() {
        return root.resolve("batches");
    }

    Path uploads() {
        return root.resolve("files");
    }

    Path batch(BatchId batch) {
        return batches().resolve(batch.value());
    }

    Path file(BatchId batch, BatchFile file) {
        return batch(batch).resolve(file.path());
    }

    Path results(BatchId batch) {
        return batch(batch).resolve("results");
    }

    Path shard(BatchId batch, int shard) {
        return results(batch).resolve("%04d".formatted(shard));
    }
}
