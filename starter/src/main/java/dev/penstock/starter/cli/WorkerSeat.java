package dev.penstock.starter.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to call a pool from this state folder, held by one process at a time, so that two runs side by side don't
 * use its quota twice. The operating system gives it back when its holder dies.
 */
final class WorkerSeat implements AutoCloseable {
    private final FileChannel channel;

    private WorkerSeat(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty when another process has it. */
    static Optional<WorkerSeat> take(Path home, String pool) {
        try {
            Path folder = Files.createDirectories(home.resolve("workers"));
            FileChannel channel = FileChannel.open(
                    folder.resolve(pool + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new WorkerSeat(channel));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + home + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
