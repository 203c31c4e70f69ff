package dev.penstock.store.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A new file that only grows, by whole writes: one that fails half-way is taken back.
 *
 * <p>Not a file channel, because interrupting one thread in a channel's write closes it for all of them.
 */
final class AppendFile implements Closeable {
    private final Path path;
    private final RandomAccessFile file;
    private long end;
    private boolean usable = true;

    private AppendFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    static AppendFile create(Path path) throws IOException {
        Files.createFile(path);
        return openNew(path);
    }

    /** The file is taken to be empty. */
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
            file.getChannel().force(false);
        } catch (IOException e) {
            // What the disk has of it cannot be known any more, even if a later force should succeed.
            usable = false;
            throw e;
        }
    }

    /** False when a torn line stands at the end, or may stand there: nothing may be written behind it. */
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
