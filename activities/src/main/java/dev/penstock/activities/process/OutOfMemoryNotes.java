package dev.penstock.activities.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Finds the notes that Java processes leave when they exit because their memory is used up: an empty file
 * {@code out-of-memory/<pid>} in the state folder, made by the JVM option {@code OnOutOfMemoryError} of the launcher.
 */
@FunctionalInterface
public interface OutOfMemoryNotes {
    /** Returns whether a process of this machine has run out of memory since a time. */
    boolean has(long pid, Instant since);

    /**
     * Returns the notes in a state folder.
     *
     * @param home the state folder
     */
    static OutOfMemoryNotes in(Path home) {
        return (pid, since) -> {
            try {
                Instant noted = Files.getLastModifiedTime(
                                home.resolve("out-of-memory").resolve(Long.toString(pid)))
                        .toInstant();
                // The file's time may be in whole seconds.
                return !noted.isBefore(since.minusSeconds(1));
            } catch (IOException e) {
                return false;
            }
        };
    }
}
