package dev.penstock.store.input;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** An input on a disk: a file, a folder of files, or a pattern that matches files. */
public record DiskInput(Path file) implements InputLocation {
    static DiskInput of(URI uri, String input) {
        if (!"file".equals(uri.getScheme()) || uri.getAuthority() != null) {
            throw new IllegalArgumentException("input '" + input
                    + "' cannot be read: only file:/// URIs and absolute paths can, and s3:// addresses");
        }
        return new DiskInput(Path.of(uri.getPath()));
    }

    @Override
    public String address() {
        return file.toUri().toString();
    }

    @Override
    public String fileName() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public Optional<Path> path() {
        return Optional.of(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
