package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import java.nio.file.Path;

/** The paths of the store's folders and files. */
record StoreLayout(Path root) {
    static final String RESULTS = ".jsonl";
    static final String CALLS = ".calls";

    Path id() {
        return root.resolve("store-id");
    }

    Path batches() {
        return root.resolve("batches");
    }

    Path uploads() {
        return root.resolve("files");
    }

    Path cache() {
        return root.resolve("cache");
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

    /** Returns a stage's folder beside the shard's, because a stage's results are not results of the batch yet. */
    Path stage(BatchId batch, int shard, String stage) {
        return results(batch).resolve("%04d.%s".formatted(shard, stage));
    }

    /** Tells whether a file lies in a stage's folder. */
    boolean isOfAStage(BatchId batch, Path file) {
        return results(batch).relativize(file).getName(0).toString().indexOf('.') >= 0;
    }

    /** Returns the folder of results that were set aside and don't count any more. */
    Path aside(BatchId batch, int round) {
        return batch(batch).resolve("aside").resolve("%04d".formatted(round));
    }
}
