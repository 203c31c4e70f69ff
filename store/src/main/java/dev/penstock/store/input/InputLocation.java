package dev.penstock.store.input;

import dev.penstock.store.s3.object.S3Location;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where an input lies: on a disk that the workers see, or in a bucket. */
public sealed interface InputLocation permits DiskInput, BucketInput {
    /**
     * Parses the location of an input.
     *
     * @param input a {@code file:///} URI, an absolute path or an {@code s3://} address
     * @throws IllegalArgumentException with a sentence for the user when the input is none of them
     */
    static InputLocation of(String input) {
        if (S3Location.isAddress(input)) {
            return BucketInput.of(input);
        }
        boolean isUri = input.contains(":/");
        URI uri;
        try {
            uri = isUri ? URI.create(input.replace(" ", "%20")) : Path.of(input).toUri();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("input '" + input + "' is not a URI such as file:///data/in.jsonl", e);
        }
        if (!isUri && !Path.of(input).isAbsolute()) {
            throw new IllegalArgumentException("input '" + input
                    + "' is a relative path, but the worker has another working folder: give an absolute path or a"
                    + " file:/// URI");
        }
        return isUri ? DiskInput.of(uri, input) : new DiskInput(Path.of(input));
    }

    /** Returns the input as a batch's specification has it. */
    String address();

    /** Returns the last name of the location. */
    String fileName();

    /** Returns the path on the disk; empty for another location. */
    Optional<Path> path();
}
