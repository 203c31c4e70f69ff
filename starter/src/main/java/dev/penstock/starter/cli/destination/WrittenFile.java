package dev.penstock.starter.cli.destination;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.BatchId;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file or object that Penstock wrote for a batch, or is about to write.
 *
 * @param path the file's path, with all links followed, or the object's address
 * @param modified the time of the change with which it was written, in nanoseconds since 1970; 0 = not known
 * @param replaced what was there before and remains if the process ended before it was written; null = nothing of Penstock's
 */
record WrittenFile(
        String path,
        BatchId batch,
        long bytes,
        @JsonProperty("modified_nanos") long modified,
        String sha256,
        @Nullable WrittenFile replaced) {
    /**
     * Returns the note of an output that has appeared, and with that has replaced what was there.
     *
     * @param at the time of its change, in nanoseconds since 1970; 0 = not known
     */
    WrittenFile confirmed(long at) {
        return new WrittenFile(path, batch, bytes, at, sha256, null);
    }

    static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
