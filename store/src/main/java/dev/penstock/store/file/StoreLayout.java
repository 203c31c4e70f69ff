package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The paths of the store's folders and files. */
record StoreLayout(StoreRoot store) {
    static final String RESULTS = ".jsonl";
    static final String CALLS = ".calls";

    /** Allowed names of stages, whose results may have a sample's or a level's number: none that leads to another folder. */
    private static final Pattern STAGE = Pattern.compile("[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64})*");

    /** Returns the folders that the store makes in its root, which may be a folder that a person made. */
    List<Path> folders() {
        return Stream.of(
                        "batches",
                        "files",
                        "cache",
                        "completions",
                        "keys",
                        "key-days",
                        "written",
                        "inputs",
                        "input-uses",
                        "input-reservations")
                .map(root()::resolve)
                .toList();
    }

    Path id() {
        return root().resolve(StoreRoot.ID);
    }

    Path root() {
        return store.path();
    }

    Path inputs() {
        return root().resolve("inputs");
    }

    Path batches() {
        return root().resolve("batches");
    }

    Path uploads() {
        return root().resolve("files");
    }

    Path cache() {
        return root().resolve("cache");
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
        if (!STAGE.matcher(stage).matches()) {
            throw new IllegalArgumentException("'" + stage + "' is not the name of a stage");
        }
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
