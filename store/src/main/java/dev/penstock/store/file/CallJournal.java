package dev.penstock.store.file;

import dev.penstock.store.ResultLog.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Records which calls began and which ended without a result, one per line:
 * {@code b 17}, {@code l 17 <millis>}, {@code u 17 <millis>}, {@code t 17}, {@code a 17}.
 *
 * <p>Writes are not forced to the disk: they outlive this process, and surviving a loss of power is not worth an fsync
 * before every call.
 */
final class CallJournal {
    static final char BEGUN = 'b';
    static final char LOST = 'l';
    static final char LOST_ON_THE_WAY = 'u';
    static final char THROTTLED = 't';
    static final char TURNED_AWAY = 'a';

    private final OpenFiles files;
    private final Clock clock;
    private boolean closed;

    CallJournal(OpenFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    void begin(Path folder, long line) {
        write(folder, BEGUN + " " + line + "\n");
    }

    void end(Path folder, long line, Ending ending) {
        write(
                folder,
                switch (ending) {
                    case LOST -> LOST + " " + line + " " + clock.millis() + "\n";
                    case LOST_ON_THE_WAY -> LOST_ON_THE_WAY + " " + line + " " + clock.millis() + "\n";
                    case THROTTLED -> THROTTLED + " " + line + "\n";
                    case TURNED_AWAY -> TURNED_AWAY + " " + line + "\n";
                });
    }

    synchronized void closeIdle() {
        files.closeIdle();
    }

    synchronized void close() {
        closed = true;
        files.closeAll();
    }

    private synchronized void write(Path folder, String text) {
        if (closed) {
            throw new IllegalStateException("the result log is closed");
        }
        try {
            files.in(folder).append(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw DiskErrors.with(folder, files.reasonOf(e));
        }
    }
}
