package dev.penstock.starter.cli.submit;

import dev.penstock.client.batch.InputName;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.Store;
import dev.penstock.store.file.UnixFileType;
import dev.penstock.store.input.BucketInput;
import dev.penstock.store.input.DiskInput;
import dev.penstock.store.input.InputFiles;
import dev.penstock.store.input.InputLocation;
import dev.penstock.store.s3.object.BucketFile;
import dev.penstock.store.s3.object.S3Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The argument that names an input. What can be read only once, or only by this process, is copied into the store first:
 * standard input, pipes, files that are named by a descriptor of this process, and https:// addresses.
 */
record InputArgument(String text) {
    /** Names of this process's standard input. */
    private static final Set<String> STANDARD_INPUT = Set.of("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");

    /** The folders whose files are others in every process. */
    private static final Set<Path> OF_A_PROCESS = Set.of(Path.of("/dev/fd"), Path.of("/proc"));

    private static final int MOST_LINKS = 40;

    /**
     * Returns an input that every worker of the store can read, again and again.
     *
     * @throws UserError if there is no such input
     */
    InputLocation resolve(Store store) throws IOException {
        if (STANDARD_INPUT.contains(text)) {
            return new KeptInput(store, "standard input").keep(System.in, "");
        }
        if (S3Location.isAddress(text)) {
            return requireObject(bucketInput());
        }
        Optional<WebInput> web = WebInput.of(text);
        if (web.isPresent()) {
            return web.get().keep(store);
        }
        Path input = path();
        if (InputFiles.areSeveral(input)) {
            requireFiles(input);
            return new DiskInput(input);
        }
        if (!Files.isReadable(input)) {
            throw new UserError(Files.exists(input) ? text + " cannot be read" : "there is no file " + text);
        }
        boolean isFile = Files.isRegularFile(input);
        if (!isFile && UnixFileType.of(input) != UnixFileType.PIPE) {
            throw new UserError(text + " is a device or a socket, not a file; send its content to standard input and"
                    + " name it -, as in: … | penstock run -");
        }
        if (isFile && !isOfThisProcess(input)) {
            return new DiskInput(input);
        }
        try (InputStream content = Files.newInputStream(input)) {
            return new KeptInput(store, text).keep(content, InputName.ending(text));
        }
    }

    /** Returns whether this file is the one that the argument names, not a copy. */
    boolean isReadAt(InputLocation input) {
        return switch (input) {
            case DiskInput disk -> path().equals(disk.file());
            case BucketInput object -> S3Location.isAddress(text) && object.equals(bucketInput());
        };
    }

    private BucketInput bucketInput() {
        try {
            return (BucketInput) InputLocation.of(text);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    private static InputLocation requireObject(BucketInput input) throws IOException {
        if (new BucketFile(input.place()).find().isEmpty()) {
            throw new UserError("there is no object " + input);
        }
        return input;
    }

    private void requireFiles(Path input) {
        try {
            InputFiles unused = InputFiles.of(input);
        } catch (IOException e) {
            throw new UserError("%s: %s".formatted(text, e.getMessage()));
        }
    }

    /** Returns the place of the input for people, equal for two commands that name it alike. */
    String place() {
        if (isNameless()) {
            return "standard input";
        }
        if (S3Location.isAddress(text)) {
            return bucketInput().address();
        }
        return WebInput.of(text)
                .map(WebInput::toString)
                .orElseGet(() -> path().toUri().toString());
    }

    /** Returns the file for results beside the input, or in this folder for an input without a name of its own. */
    Path results(String ending) {
        if (isNameless()) {
            return Path.of("stdin.results." + ending).toAbsolutePath();
        }
        if (S3Location.isAddress(text)) {
            return Path.of(InputName.stem(bucketInput().fileName()) + ".results." + ending)
                    .toAbsolutePath();
        }
        return WebInput.of(text).map(web -> web.results(ending)).orElseGet(() -> InputName.results(path(), ending));
    }

    /** Returns whether the input has no name but that of a descriptor. */
    private boolean isNameless() {
        return STANDARD_INPUT.contains(text) || (!InputName.isAddress(text) && isInAProcess(path()));
    }

    private Path path() {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UserError("'%s' cannot be the name of a file".formatted(text));
        }
    }

    /** Returns whether a name leads, perhaps over links, to a descriptor, which is another file in another process. */
    private static boolean isOfThisProcess(Path input) throws IOException {
        Path at = input;
        for (int links = 0; links < MOST_LINKS && Files.isSymbolicLink(at) && !isInAProcess(at); links++) {
            Path folder = Objects.requireNonNullElse(at.getParent(), at).toRealPath();
            at = folder.resolve(Files.readSymbolicLink(at)).normalize();
        }
        return isInAProcess(at);
    }

    private static boolean isInAProcess(Path path) {
        return OF_A_PROCESS.stream().anyMatch(path::startsWith);
    }
}
