package dev.penstock.starter.cli.session;

import dev.penstock.store.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * Says, by a lock that many processes share, that a process will serve a pool as soon as it is free. It has a file of its own:
 * closing any channel of a file ends all locks that the process has on that file.
 */
final class PoolClaim implements AutoCloseable {
    private final FileChannel channel;

    private PoolClaim(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes a claim; empty at a moment when somebody looks whether there is one. */
    static Optional<PoolClaim> make(Path file) throws IOException {
        FileChannel channel = open(file);
        try {
            if (lock(channel, true)) {
                return Optional.of(new PoolClaim(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns whether a process claims the pool; to be asked by one that has made no claim itself. */
    static boolean isMade(Path file) throws IOException {
        try (FileChannel channel = open(file)) {
            return !lock(channel, false);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PrivateFiles.ofNewFiles());
    }

    private static boolean lock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, 1, shared) != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
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
