package dev.penstock.store.file;

import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Distinguishes errors that a person has to mend before results can be stored from other I/O errors. */
final class DiskErrors {
    static final String GONE = "the store's folder is gone";

    // Java has no error numbers; these are the messages of glibc, musl and macOS for ENOSPC and EDQUOT.
    private static final List<String> FULL =
            List.of("no space left", "disk quota exceeded", "quota exceeded", "not enough space", "file too large");

    // EROFS, EACCES and EPERM.
    private static final List<String> READ_ONLY =
            List.of("read-only file system", "permission denied", "operation not permitted");

    private DiskErrors() {}

    static RuntimeException with(Path folder, IOException e) {
        return mendable(e)
                ? unavailable(folder, e)
                : new UncheckedIOException("cannot write to " + folder + ": " + says(e), e);
    }

    static StoreUnavailableException full(Path folder, IOException e) {
        return new StoreUnavailableException(
                "no space left for results in " + folder + " (" + says(e)
                        + "): free some space there, then resume the batch",
                e);
    }

    /**
     * Returns the exception for the caller to throw, unless the store takes nothing at all.
     *
     * @throws StoreUnavailableException when the disk is full, read-only or gone
     */
    static IOException roomOr(Path folder, IOException e) {
        if (mendable(e)) {
            throw unavailable(folder, e);
        }
        return e;
    }

    private static StoreUnavailableException unavailable(Path folder, IOException e) {
        if (is(FULL, e)) {
            return full(folder, e);
        }
        String what = says(e).contains(GONE)
                ? says(e) + ": bring it back, mounted as it was, then resume the batch"
                : "cannot store results in " + folder + " (" + says(e) + "): make it writable, then resume the batch";
        return new StoreUnavailableException(what, e);
    }

    private static boolean mendable(IOException e) {
        return is(FULL, e) || is(READ_ONLY, e) || says(e).contains(GONE);
    }

    private static boolean is(List<String> messages, IOException e) {
        String message = says(e).toLowerCase(Locale.ROOT);
        return messages.stream().anyMatch(message::contains);
    }

    private static String says(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
