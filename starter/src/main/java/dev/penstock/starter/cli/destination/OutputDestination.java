package dev.penstock.starter.cli.destination;

import dev.penstock.starter.cli.output.OutputContent;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.s3.object.S3Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A place that a user named for the output of a command: a file, a device or pipe, an object in a bucket, or standard output. */
public sealed interface OutputDestination
        permits FileDestination, DeviceDestination, BucketDestination, StandardOutputDestination {
    /** Names of this process's standard output; following their links would lead to the file or pipe behind it. */
    Set<String> STANDARD_OUTPUT = Set.of("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

    /**
     * Returns the destination that an argument names; {@code -} names standard output.
     *
     * @throws UserError if the argument names a folder, or nothing that a file can be
     */
    static OutputDestination of(String argument) {
        if (STANDARD_OUTPUT.contains(argument)) {
            return new StandardOutputDestination();
        }
        if (S3Location.isAddress(argument)) {
            return BucketDestination.of(argument);
        }
        try {
            return of(Path.of(argument));
        } catch (InvalidPathException e) {
            throw new UserError("'%s' cannot be the name of a file; name another file with -o".formatted(argument));
        }
    }

    static OutputDestination of(Path argument) {
        Path file = argument.toAbsolutePath().normalize();
        if (Files.isDirectory(file)) {
            throw new UserError("%s is a folder; name a file for the results with -o".formatted(file));
        }
        return Files.exists(file) && !Files.isRegularFile(file)
                ? new DeviceDestination(file)
                : FileDestination.at(file);
    }

    /**
     * Checks that the destination can be written, without a change to what it contains; called before the first call is paid.
     *
     * @throws UserError if it cannot be written
     */
    void checkWritable();

    /**
     * Writes the content; a file or object has either its old content or all of the new, at any moment.
     *
     * @param publication what is done before a file or object has the new content
     */
    void write(OutputContent content, Publication publication) throws IOException;

    /** Returns the file or object as it is; empty where there is none, and for devices, pipes and standard output. */
    Optional<PresentOutput> present() throws IOException;

    /** Returns where the file or object is, with all symbolic links followed; empty for devices, pipes and standard output. */
    Optional<String> place();
}
