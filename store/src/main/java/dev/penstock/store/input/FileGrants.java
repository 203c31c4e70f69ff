package dev.penstock.store.input;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.store.BatchFile;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps, for each batch, the folders whose files its requests may name. Only the command line grants them, to a batch that the
 * operator submits; batches of the HTTP API and of the {@code temporal} CLI have none, and read no file of the server.
 */
public final class FileGrants {
    private final Store store;
    private final StoredJson<Kept> grants;

    public FileGrants(Store store) {
        this.store = store;
        this.grants = new StoredJson<>(store, BatchFile.FILES, Kept.class);
    }

    /**
     * @param question a digest of the input's place and the prompt
     */
    private record Kept(List<String> folders, List<String> except, String question) {}

    /**
     * Allows the requests that this input and prompt make to name files below these folders; to be called before the batch is
     * started.
     */
    public void grant(BatchId batch, InputRoots roots, BatchSpec spec) throws IOException {
        grants.write(batch, new Kept(texts(roots.folders()), texts(roots.except()), question(spec)));
    }

    /** Returns the folders for the calls of a batch that was planned, without hidden files; empty if it may read none. */
    public Optional<InputRoots> find(BatchId batch) throws IOException {
        return grants.find(batch).map(FileGrants::roots);
    }

    /**
     * Returns the folders for planning; empty for another prompt or input than the granted one, with which somebody may start a
     * batch of the same id through Temporal.
     */
    public Optional<InputRoots> find(BatchId batch, BatchSpec spec) throws IOException {
        boolean isOwnCopy =
                spec.input().equals(store.locate(batch, BatchFile.INPUT).toString());
        return grants.find(batch)
                .filter(kept -> isOwnCopy || kept.question().equals(question(spec)))
                .map(FileGrants::roots);
    }

    private static InputRoots roots(Kept kept) {
        return new InputRoots(paths(kept.folders()), paths(kept.except()), false);
    }

    private static String question(BatchSpec spec) {
        ContentDigest digest = new ContentDigest();
        digest.add(spec.input() + "\n" + spec.prompt().orElse(""));
        return digest.hex();
    }

    private static List<String> texts(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }

    private static List<Path> paths(List<String> texts) {
        return texts.stream().map(Path::of).toList();
    }
}
