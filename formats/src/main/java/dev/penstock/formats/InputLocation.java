package dev.penstock.formats;

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** Parses the location of an input: a {@code file:///} URI or an absolute path. */
final class InputLocation {
    private InputLocation() {}

    /** @throws UnreadableInputException when the input is neither */
    static Path path(String input) {
        try {
            return input.contains(":/") ? fromUri(input) : fromPath(input);
        } catch (IllegalArgumentException e) {
            throw new UnreadableInputException("input '" + input + "' is not a URI such as file:///data/in.jsonl", e);
        }
    }

    private static Path fromUri(String input) {
        URI uri = URI.create(input.replace(" ", "%20"));
        if (!"file".equals(uri.getScheme()) || uri.getAuthority() != null) {
            throw new UnreadableInputException(
                    "input '" + input + "' cannot be read: only file:/// URIs and absolute paths can", null);
        }
        return FileSystems.getDefault().getPath(uri.getPath());
    }

    private static Path fromPath(String input) {
        Path path = Path.of(input);
        if (!path.isAbsolute()) {
            throw new UnreadableInputException(
                    "input '" + input + "' is a relative path, but the worker has another working folder: give an"
                            + " absolute path or a file:/// URI",
                    null);
        }
        return path;
    }
}
