package dev.penstock.activities.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Finds the notes that Java processes leave when they exit because their memory is used up: an empty file
 * {@code out-of-memory/<process>} in the state folder, made by the JVM option {@code OnOutOfMemoryError} of the launcher. Its name is
 * a random id that the launcher chooses, because in containers every process has the same pid.
 */
@FunctionalInterface
public interface OutOfMemoryNotes {
    /** The system property that has this process's id. */
    String PROCESS = "penstock.process";

    /** Returns whether a process has run out of memory since a time. */
    boolean has(String process, Instant since);

    /**
     * Returns the notes in a state folder.
     *
     * @param home the state folder
     */
    static OutOfMemoryNotes in(Path home) {
        return (process, since) -> {
            try {
                Instant noted = Files.getLastModifiedTime(
                                home.resolve("out-of-memory").resolve(process))
                        .toInstant();
                // The file's time may be in whole seconds.
                return !noted.isBefore(since.minusSeconds(1));
            } catch (IOException e) {
                return false;
            }
        };
    }
}
