package dev.penstock.starter.cli.destination;

import dev.penstock.client.batch.BatchDescription;
import dev.penstock.client.batch.InputName;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import java.io.IOException;
import java.util.Optional;

/**
 * The destinations of a batch's results and dead letters.
 *
 * @param errors where the dead letters go; empty where the results go to a device, a pipe or standard output, so that the
 *     dead letters stay in the store
 */
public record BatchOutput(
        OutputDestination results, Optional<OutputDestination> errors, OutputGuard guard, ResultForm form) {
    /**
     * Returns the destinations for these results, with the dead letters in a file beside them.
     *
     * @param form the form of the results; the dead letters are result lines always
     * @param json whether the command's summary goes to standard output as JSON
     * @throws UserError if that and the results go to the same place
     */
    public static BatchOutput of(OutputDestination results, OutputGuard guard, ResultForm form, boolean json) {
        if (json && results instanceof StandardOutputDestination) {
            throw new UserError(
                    "--json and the results both go to standard output; leave out --json, or name a file with -o");
        }
        form.refuseOnTerminal(results);
        Optional<OutputDestination> errors = switch (results) {
            case FileDestination file -> Optional.of(OutputDestination.of(InputName.errors(file.named())));
            case BucketDestination object -> Optional.of(object.errors());
            default -> Optional.empty();
        };
        return new BatchOutput(results, errors, guard, form);
    }

    /**
     * Checks both destinations; called before the first call is paid.
     *
     * @return a remark for the user about what is going to be replaced; empty if nothing is
     * @throws UserError if one of them can not or may not be written
     */
    public Optional<String> check(BatchId batch) throws IOException {
        Optional<String> remark = guard.check(results, batch);
        Optional<String> ofErrors = errors.isEmpty() ? Optional.empty() : guard.check(errors.get(), batch);
        return remark.or(() -> ofErrors);
    }

    /**
     * Writes the results and dead letters of a batch that has ended and returns where they are.
     *
     * @throws UserError if a destination may not be written any more
     */
    public BatchDescription.Files write(StoredBatches stored, BatchId batch) throws IOException {
        Store store = stored.store();
        guard.write(results, batch, out -> form.write(store, batch, out));
        if (errors.isPresent()) {
            guard.write(errors.get(), batch, out -> ResultForm.copy(store, batch, BatchFile.ERRORS, out));
        }
        return new BatchDescription.Files(
                results.toString(),
                errors.map(Object::toString)
                        .orElse(store.locate(batch, BatchFile.ERRORS).toString()));
    }
}
