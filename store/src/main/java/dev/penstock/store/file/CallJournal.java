package dev.penstock.store.file;

import dev.penstock.store.ResultLog.Ending;
import dev.penstock.store.log.CallRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Records which calls began and which ended without a result; see {@link CallRecord}.
 *
 * <p>Writes are not forced to the disk: they outlive this process, and surviving a loss of power is not worth an fsync
 * before every call.
 */
final class CallJournal {
    private final OpenFiles files;
    private final Clock clock;
    private boolean closed;

    CallJournal(OpenFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    void begin(Path folder, long line) {
        write(folder, CallRecord.begun(line));
    }

    void end(Path folder, long line, Ending ending) {
        write(folder, CallRecord.ended(line, ending, clock));
    }

    synchronized void closeIdle() {
        files.closeIdle();
    }

    synchronized void close() {
        closed = true;
        files.closeAll();
    }

    private synchronized void write(Path folder, byte[] text) {
        if (closed) {
            throw new IllegalStateException("the result log is closed");
        }
        try {
            files.in(folder).append(text);
        } catch (IOException e) {
            throw DiskErrors.with(folder, files.reasonOf(e));
        }
    }
}
