package dev.penstock.starter.cli.destination;

import dev.penstock.contracts.BatchId;
import dev.penstock.starter.cli.output.OutputContent;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files may be written for a batch, and writes them. The input is never written over; a file that Penstock did
 * not write, or that somebody changed since, is replaced only if that is forced.
 */
public final class OutputGuard {
    private final Store store;
    private final WrittenFiles files;
    private final @Nullable Path input;
    private final boolean force;

    /**
     * @param input the batch's input; null = not a file of the user
     * @param force whether foreign files may be replaced
     */
    public OutputGuard(Store store, @Nullable Path input, boolean force) {
        this.store = store;
        this.files = new WrittenFiles(store);
        this.input = input;
        this.force = force;
    }

    /**
     * Checks that a destination can and may be written for a batch; called before the first call is paid.
     *
     * @throws UserError if it can not or may not be
     */
    public void check(OutputDestination destination, BatchId batch) throws IOException {
        destination.checkWritable();
        Optional<String> objection = objection(destination, batch);
        if (objection.isPresent()) {
            throw new UserError(objection.get());
        }
    }

    /**
     * Writes the content for a batch, and notes that Penstock wrote it.
     *
     * @throws UserError if the destination came to be a file that may not be replaced
     */
    public void write(OutputDestination destination, BatchId batch, OutputContent content) throws IOException {
        Optional<String> objection = objection(destination, batch);
        if (objection.isPresent()) {
            throw new UserError(objection.get());
        }
        destination.write(content);
        if (destination.file().isPresent()) {
            Path file = destination.file().get();
            files.note(new WrittenFile(
                    file.toString(),
                    batch,
                    Files.size(file),
                    WrittenFile.nanos(Files.getLastModifiedTime(file)),
                    WrittenFiles.sha256(Files.newInputStream(file))));
        }
    }

    private Optional<String> objection(OutputDestination destination, BatchId batch) throws IOException {
        Path file = destination.file().orElse(null);
        if (file == null || !Files.exists(file)) {
            return Optional.empty();
        }
        if (input != null && Files.exists(input) && Files.isSameFile(file, input)) {
            return Optional.of("%s is the input, which the results would replace; name another file with -o"
                    .formatted(destination));
        }
        if (force || Files.size(file) == 0) {
            return Optional.empty();
        }
        Optional<WrittenFile> written = files.find(file);
        if (written.isPresent() && WrittenFiles.isUnchanged(file, written.get())) {
            return Optional.empty();
        }
        return isStored(file, batch)
                ? Optional.empty()
                : Optional.of("%s %s; name another file with -o, or replace it with --force"
                        .formatted(
                                destination,
                                written.isPresent()
                                        ? "was changed since Penstock wrote it"
                                        : "exists and was not written by Penstock"));
    }

    /** Returns whether a file has what the store keeps of the batch, as one that an earlier version wrote. */
    private boolean isStored(Path file, BatchId batch) throws IOException {
        for (BatchFile kept : List.of(BatchFile.OUTPUT, BatchFile.ERRORS)) {
            Optional<Store.Written> stored = store.written(batch, kept);
            if (stored.isPresent()
                    && stored.get().bytes() == Files.size(file)
                    && WrittenFiles.sha256(store.find(batch, kept).orElseThrow())
                            .equals(WrittenFiles.sha256(Files.newInputStream(file)))) {
                return true;
            }
        }
        return false;
    }
}
