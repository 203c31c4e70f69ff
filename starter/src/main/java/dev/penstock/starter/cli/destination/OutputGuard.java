package dev.penstock.starter.cli.destination;

import dev.penstock.client.batch.BatchQuestion;
import dev.penstock.client.batch.BatchQuestions;
import dev.penstock.contracts.BatchId;
import dev.penstock.starter.cli.output.OutputContent;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.BatchFile;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.Store;
import dev.penstock.store.input.InputFiles;
import dev.penstock.store.s3.object.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files may be written for a batch, and writes them. The input is never written over; a file that Penstock did
 * not write, or that somebody changed since, is replaced only if that is forced, and so are the results of another question.
 */
public final class OutputGuard {
    private final Store store;
    private final WrittenFiles files;
    private final @Nullable Path input;
    private final @Nullable BatchQuestion question;
    private final boolean force;

    /**
     * @param input the batch's input; null = not a file of the user
     * @param question what the batch asks; null = the results of any batch may be replaced
     * @param force whether foreign files may be replaced
     */
    public OutputGuard(Store store, @Nullable Path input, @Nullable BatchQuestion question, boolean force) {
        this.store = store;
        this.files = new WrittenFiles(store);
        this.input = input;
        this.question = question;
        this.force = force;
    }

    /**
     * Checks that a destination can and may be written for a batch; called before the first call is paid.
     *
     * @return a remark for the user about what is going to be replaced; empty if nothing is
     * @throws UserError if the destination can not or may not be written
     */
    public Optional<String> check(OutputDestination destination, BatchId batch) throws IOException {
        destination.checkWritable();
        if (isAmongInputs(destination)) {
            throw new UserError(
                    "%s would be one of the inputs %s; name a file elsewhere with -o, or NAME.results.csv and the like"
                            .formatted(destination, input));
        }
        Optional<String> objection = objection(destination, batch);
        if (objection.isPresent()) {
            throw new UserError(objection.get());
        }
        return writtenForAnother(destination.file(), batch)
                .map(other ->
                        "%s: the output of batch %s is going to be replaced; `penstock results %s` still prints its results"
                                .formatted(destination, other.batch(), other.batch()));
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
        ContentDigest written = new ContentDigest();
        destination.write(out -> content.writeTo(written.through(out)));
        if (destination instanceof BucketDestination object) {
            StoredObject there = object.object().find().orElseThrow();
            files.note(new WrittenFile(object.toString(), batch, there.size(), nanos(there), written.hex()));
        }
        if (destination.file().isPresent()) {
            Path file = destination.file().get();
            files.note(new WrittenFile(
                    file.toString(),
                    batch,
                    Files.size(file),
                    WrittenFile.nanos(Files.getLastModifiedTime(file)),
                    written.hex()));
        }
    }

    /** Returns whether the file is one of several inputs, or would be when it is there. */
    private boolean isAmongInputs(OutputDestination destination) throws IOException {
        Path file = destination.file().orElse(null);
        if (file == null || input == null || !InputFiles.areSeveral(input)) {
            return false;
        }
        boolean isNew = !Files.exists(file);
        try {
            if (isNew) {
                Files.createFile(file);
            }
            for (Path each : InputFiles.of(input).files()) {
                if (Files.isSameFile(each, file)) {
                    return true;
                }
            }
            return false;
        } finally {
            if (isNew) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Optional<String> objection(OutputDestination destination, BatchId batch) throws IOException {
        if (destination instanceof BucketDestination object) {
            return objectionToObject(object, batch);
        }
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
            Optional<WrittenFile> other = writtenForAnother(destination.file(), batch);
            return other.isPresent() ? otherQuestion(destination, other.get().batch(), batch) : Optional.empty();
        }
        return isStored(file, batch) ? Optional.empty() : Optional.of(foreign(destination, written.isPresent()));
    }

    private static String foreign(OutputDestination destination, boolean wasWritten) {
        return "%s %s; name another file with -o, or replace it with --force"
                .formatted(
                        destination,
                        wasWritten ? "was changed since Penstock wrote it" : "exists and was not written by Penstock");
    }

    private Optional<String> objectionToObject(BucketDestination object, BatchId batch) throws IOException {
        Optional<StoredObject> there = object.object().find();
        if (there.isEmpty() || force || there.get().size() == 0) {
            return Optional.empty();
        }
        Optional<WrittenFile> written = files.find(object.toString());
        boolean isOurs = written.isPresent()
                && written.get().bytes() == there.get().size()
                && written.get().modified() == nanos(there.get());
        if (!isOurs) {
            return Optional.of(foreign(object, written.isPresent()));
        }
        BatchId other = written.get().batch();
        return other.equals(batch) ? Optional.empty() : otherQuestion(object, other, batch);
    }

    private static long nanos(StoredObject object) {
        return WrittenFile.nanos(FileTime.from(object.modified()));
    }

    private Optional<WrittenFile> writtenForAnother(Optional<Path> file, BatchId batch) throws IOException {
        return file.isEmpty() || !Files.exists(file.get())
                ? Optional.empty()
                : files.find(file.get()).filter(written -> !written.batch().equals(batch));
    }

    /** Returns a sentence if the results of the other batch answer another question; they are kept then. */
    private Optional<String> otherQuestion(OutputDestination destination, BatchId other, BatchId batch)
            throws IOException {
        Optional<BatchQuestion> asked = new BatchQuestions(store).find(other);
        if (question == null || asked.isEmpty() || asked.get().isMadeUp()) {
            return Optional.empty();
        }
        List<BatchQuestion.Difference> differences = asked.get().differencesAlsoOfInput(question);
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s has the results of batch %s, and these are those of batch %s: %s; name another file with -o, or replace it with --force"
                                .formatted(destination, other, batch, BatchQuestion.Difference.list(differences)));
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
