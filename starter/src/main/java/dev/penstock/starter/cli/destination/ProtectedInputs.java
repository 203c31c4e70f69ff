package dev.penstock.starter.cli.destination;

import static java.util.Objects.requireNonNull;

import dev.penstock.client.batch.BatchQuestion;
import dev.penstock.client.batch.BatchQuestions;
import dev.penstock.contracts.BatchId;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.Store;
import dev.penstock.store.input.BucketInput;
import dev.penstock.store.input.DiskInput;
import dev.penstock.store.input.InputFiles;
import dev.penstock.store.input.InputLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The inputs over which the output of a batch is never written, whatever is forced. */
final class ProtectedInputs {
    private final Store store;
    private final @Nullable InputLocation input;

    /**
     * @param input the batch's input; null = the one that the store has noted for the batch
     */
    ProtectedInputs(Store store, @Nullable InputLocation input) {
        this.store = store;
        this.input = input;
    }

    /** Returns a sentence for the user if a destination is an input of the batch, or would be one when it is there. */
    Optional<String> objection(OutputDestination destination, BatchId batch) throws IOException {
        InputLocation read = input == null ? noted(batch) : input;
        return switch (read) {
            case null -> Optional.empty();
            case DiskInput disk
            when InputFiles.areSeveral(disk.file()) ->
                isAmong(disk.file(), destination)
                        ? Optional.of(
                                "%s would be one of the inputs %s; name a file elsewhere with -o, or NAME.results.csv and the like"
                                        .formatted(destination, disk))
                        : Optional.empty();
            default ->
                isInput(read, destination)
                        ? Optional.of("%s is the input, which the results would replace; name another file with -o"
                                .formatted(destination))
                        : Optional.empty();
        };
    }

    private @Nullable InputLocation noted(BatchId batch) throws IOException {
        Optional<BatchQuestion> question = new BatchQuestions(store).find(batch);
        try {
            return question.isEmpty() ? null : InputLocation.of(question.get().input());
        } catch (IllegalArgumentException e) {
            // Standard input, or an address of the web, which no output can replace.
            return null;
        }
    }

    private static boolean isInput(InputLocation input, OutputDestination destination) throws IOException {
        return switch (input) {
            case BucketInput object ->
                destination instanceof BucketDestination written
                        && written.object().equals(object.place());
            case DiskInput disk ->
                destination instanceof FileDestination written
                        && Files.exists(written.target())
                        && Files.exists(disk.file())
                        && Files.isSameFile(written.target(), disk.file());
        };
    }

    private static boolean isAmong(Path inputs, OutputDestination destination) throws IOException {
        if (!(destination instanceof FileDestination written)) {
            return false;
        }
        Path file = written.target();
        if (!Files.exists(file)) {
            return possible(inputs, file).stream().anyMatch(path -> leadsTo(path, file));
        }
        for (Path each : found(inputs)) {
            if (Files.isSameFile(each, file)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a file that is written to a path would be at the end of the path's links. */
    private static boolean leadsTo(Path path, Path end) {
        try {
            return FileDestination.at(path).target().equals(end);
        } catch (UserError e) {
            // A link that leads in a circle, or into a folder that does not exist.
            return false;
        }
    }

    private static List<Path> possible(Path inputs, Path file) {
        try {
            return InputFiles.possible(inputs, requireNonNull(file.getFileName()));
        } catch (IOException e) {
            // The folder of a batch that was run earlier may be gone.
            return List.of();
        }
    }

    private static List<Path> found(Path inputs) {
        try {
            return InputFiles.of(inputs).files();
        } catch (IOException e) {
            // The inputs of a batch that was run earlier may be gone.
            return List.of();
        }
    }
}
