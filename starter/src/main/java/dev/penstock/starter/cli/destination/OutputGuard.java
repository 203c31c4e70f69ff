package dev.penstock.starter.cli.destination;

import dev.penstock.client.batch.BatchQuestion;
import dev.penstock.client.batch.BatchQuestions;
import dev.penstock.contracts.BatchId;
import dev.penstock.starter.cli.output.OutputContent;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.BatchFile;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.Store;
import dev.penstock.store.input.InputLocation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files may be written for a batch, and writes them. The input is never written over; a file that Penstock did
 * not write, or that somebody changed since, is replaced only if that is forced, and so are the results of another question.
 */
public final class OutputGuard {
    private final Store store;
    private final WrittenFiles files;
    private final ProtectedInputs inputs;
    private final @Nullable BatchQuestion question;
    private final boolean force;

    /**
     * @param input the batch's input; null = the one that the store has noted for the batch
     * @param question what the batch asks; null = the results of any batch may be replaced
     * @param force whether foreign files may be replaced
     */
    public OutputGuard(Store store, @Nullable InputLocation input, @Nullable BatchQuestion question, boolean force) {
        this.store = store;
        this.files = new WrittenFiles(store);
        this.inputs = new ProtectedInputs(store, input);
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
        refuse(destination, batch);
        return writtenForAnother(destination, batch)
                .map(other ->
                        "%s: the output of batch %s is going to be replaced; `penstock results %s` still prints its results"
                                .formatted(destination, other.batch(), other.batch()));
    }

    /**
     * Writes the content for a batch. That Penstock writes it is noted before it appears, so that it is known even if this
     * process ends at once.
     *
     * @throws UserError if the destination came to be a file that may not be replaced
     */
    public void write(OutputDestination destination, BatchId batch, OutputContent content) throws IOException {
        refuse(destination, batch);
        WrittenFile replaced = written(destination).orElse(null);
        ContentDigest digest = new ContentDigest();
        AtomicReference<@Nullable WrittenFile> noted = new AtomicReference<>();
        destination.write(out -> content.writeTo(digest.through(out)), (bytes, modified) -> {
            WrittenFile next = new WrittenFile(
                    destination.place().orElseThrow(),
                    batch,
                    bytes,
                    WrittenFile.nanos(modified),
                    digest.hex(),
                    replaced);
            files.note(next);
            noted.set(next);
        });
        WrittenFile written = noted.get();
        if (written != null) {
            files.confirm(destination, written);
        }
    }

    private void refuse(OutputDestination destination, BatchId batch) throws IOException {
        Optional<String> objection = inputs.objection(destination, batch);
        if (objection.isEmpty() && !force) {
            objection = objection(destination, batch);
        }
        if (objection.isPresent()) {
            throw new UserError(objection.get());
        }
    }

    private Optional<String> objection(OutputDestination destination, BatchId batch) throws IOException {
        Optional<PresentOutput> there = destination.present();
        if (there.isEmpty() || there.get().bytes() == 0) {
            return Optional.empty();
        }
        Optional<WrittenFile> written = files.writing(there.get());
        if (written.isPresent()) {
            BatchId other = written.get().batch();
            return other.equals(batch) ? Optional.empty() : otherQuestion(destination, other, batch);
        }
        return isStored(there.get(), batch)
                ? Optional.empty()
                : Optional.of("%s %s; name another file with -o, or replace it with --force"
                        .formatted(
                                destination,
                                files.find(there.get().place()).isPresent()
                                        ? "was changed since Penstock wrote it"
                                        : "exists and was not written by Penstock"));
    }

    private Optional<WrittenFile> written(OutputDestination destination) throws IOException {
        Optional<PresentOutput> there = destination.present();
        return there.isEmpty() ? Optional.empty() : files.writing(there.get());
    }

    private Optional<WrittenFile> writtenForAnother(OutputDestination destination, BatchId batch) throws IOException {
        return written(destination).filter(written -> !written.batch().equals(batch));
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

    /** Returns whether an output has what the store keeps of the batch, as one that an earlier version wrote. */
    private boolean isStored(PresentOutput output, BatchId batch) throws IOException {
        for (BatchFile kept : List.of(BatchFile.OUTPUT, BatchFile.ERRORS)) {
            Optional<Store.Written> stored = store.written(batch, kept);
            if (stored.isPresent()
                    && stored.get().bytes() == output.bytes()
                    && WrittenFiles.sha256(store.find(batch, kept).orElseThrow())
                            .equals(WrittenFiles.sha256(output.content().open()))) {
                return true;
            }
        }
        return false;
    }
}
