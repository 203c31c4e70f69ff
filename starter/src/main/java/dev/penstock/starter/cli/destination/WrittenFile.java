package dev.penstock.starter.cli.destination;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.BatchId;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * A file that Penstock wrote for a batch.
 *
 * @param path the file's path, with all links followed
 * @param modified the time of the change with which it was written, in nanoseconds since 1970
 */
record WrittenFile(
        String path,
        BatchId batch,
        long bytes,
        @JsonProperty("modified_nanos") long modified,
        String sha256) {
    static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }
}
