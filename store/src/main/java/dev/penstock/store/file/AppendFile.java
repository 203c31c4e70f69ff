package dev.penstock.store.file;

import dev.penstock.store.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A new file that only grows, by whole writes: a write that fails half-way is undone.
 *
 * <p>Not based on a file channel, because interrupting a thread in a channel's write closes the channel for all threads.
 */
final class AppendFile implements Closeable {
    private final Path path;
    private final RandomAccessFile file;
    private long end;
    private volatile boolean usable = true;

    private AppendFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    static AppendFile create(Path path) throws IOException {
        PrivateFiles.create(path);
        return openNew(path);
    }

    /** Opens a file that is known to be empty. */
    static AppendFile openNew(Path path) throws IOException {
        return new AppendFile(path, new RandomAccessFile(path.toFile(), "rw"));
    }

    void append(byte[] bytes) throws IOException {
        try {
            file.write(bytes);
            end += bytes.length;
        } catch (IOException e) {
            takeBack(e);
            throw e;
        }
    }

    void force() throws IOException {
        try {
            // Not through the channel, which an interrupted thread closes instead of forcing.
            file.getFD().sync();
        } catch (IOException e) {
            // What is on the disk is now unknown, even if a later force succeeds.
            usable = false;
            throw e;
        }
    }

    /** Tells whether more may be written; false when the file ends, or may end, in a torn line. */
    boolean isUsable() {
        return usable;
    }

    long end() {
        return end;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void takeBack(IOException cause) {
        try {
            file.setLength(end);
            file.seek(end);
        } catch (IOException e) {
            cause.addSuppressed(e);
            usable = false;
        }
    }
}
