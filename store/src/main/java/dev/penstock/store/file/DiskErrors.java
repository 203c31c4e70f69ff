package dev.penstock.store.file;

import dev.penstock.store.StoreFullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Distinguishes a full disk from other I/O errors. */
final class DiskErrors {
    // Java has no error numbers; these are the messages of glibc, musl and macOS for ENOSPC and EDQUOT.
    private static final List<String> FULL =
            List.of("no space left", "disk quota exceeded", "quota exceeded", "not enough space", "file too large");

    private DiskErrors() {}

    static RuntimeException with(Path folder, IOException e) {
        return isFull(e) ? full(folder, e) : new UncheckedIOException("cannot write to " + folder + ": " + says(e), e);
    }

    static StoreFullException full(Path folder, IOException e) {
        return new StoreFullException(
                "no space left for results in " + folder + " (" + says(e)
                        + "): free some space there, then resume the batch",
                e);
    }

    /**
     * Returns the exception for the caller to throw, unless the disk is full.
     *
     * @throws StoreFullException when the disk is full
     */
    static IOException roomOr(Path folder, IOException e) {
        if (isFull(e)) {
            throw full(folder, e);
        }
        return e;
    }

    private static boolean isFull(IOException e) {
        String message = says(e).toLowerCase(Locale.ROOT);
        return FULL.stream().anyMatch(message::contains);
    }

    private static String says(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
