package dev.penstock.formats;

import dev.penstock.store.input.BucketInput;
import dev.penstock.store.input.DiskInput;
import dev.penstock.store.input.InputLocation;
import dev.penstock.store.input.InputRoots;
import dev.penstock.store.plan.SourceFingerprint;
import dev.penstock.store.s3.object.BucketFile;
import dev.penstock.store.s3.object.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that the file of an input is there, may be read and has an end, and tells its size and its time of change. */
final class InputFileCheck {
    private InputFileCheck() {}

    /**
     * Returns the size and the time of change of a file.
     *
     * @throws UnreadableInputException with a sentence for the user when there is no such file, or it is no file
     */
    static SourceFingerprint fingerprint(InputLocation location) throws IOException {
        return switch (location) {
            case DiskInput disk -> {
                check(disk.file());
                yield new SourceFingerprint(
                        Files.size(disk.file()),
                        Files.getLastModifiedTime(disk.file()).toMillis());
            }
            case BucketInput object -> {
                StoredObject found = new BucketFile(object.place()).find().orElseThrow(() -> missing(location));
                yield new SourceFingerprint(found.size(), found.modified().toEpochMilli());
            }
        };
    }

    /**
     * Checks a file on this machine.
     *
     * @throws UnreadableInputException with a sentence for the user when it cannot be read, or might have no end
     */
    static void check(Path path) {
        if (!Files.exists(path)) {
            throw missing(path);
        }
        if (Files.isDirectory(path)) {
            throw new UnreadableInputException("input " + path + " is a folder, not a file", null);
        }
        // A pipe or a device may have no end, and opening it may wait for ever.
        if (!Files.isRegularFile(path)) {
            throw new UnreadableInputException(
                    "input " + path + " is a pipe or a device, not a file: write its content to a file", null);
        }
        if (!Files.isReadable(path)) {
            throw new UnreadableInputException("input " + path + " may not be read by the worker's user", null);
        }
    }

    /** Returns the refusal of a file that a batch of unknown origin may not read. */
    static UnreadableInputException notAllowed(InputLocation location, InputRoots folders) {
        return new UnreadableInputException(
                ("input %s may not be read by a batch that was not submitted with `penstock` (%s): use `penstock"
                                + " submit`, or name the file's folder in PENSTOCK_INPUT_ROOTS where the workers are started")
                        .formatted(location, folders),
                null);
    }

    private static UnreadableInputException missing(Object input) {
        return new UnreadableInputException(
                "input " + input + " does not exist, as seen by the worker that plans the batch", null);
    }
}
