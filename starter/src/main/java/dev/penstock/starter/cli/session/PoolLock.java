package dev.penstock.starter.cli.session;

import dev.penstock.store.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A lock on a pool of a state folder: the file says by which process and with which account the pool is served. The
 * operating system releases the lock when the process dies.
 */
final class PoolLock implements AutoCloseable {
    /**
     * The process that serves a pool.
     *
     * @param account the fingerprint of address and key
     */
    record Holder(String account, long pid) {}

    private final FileChannel channel;

    private PoolLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock and names its holder in the file; empty if another process has the lock. */
    static Optional<PoolLock> take(Path file, Holder holder) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PrivateFiles.ofNewFiles());
        try {
            if (!isLocked(channel)) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    "%s %d".formatted(holder.account(), holder.pid()).getBytes(StandardCharsets.UTF_8)));
            return Optional.of(new PoolLock(channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    /** Reads who has the lock; empty if the file does not say so. */
    static Optional<Holder> holder(Path file) throws IOException {
        try {
            String[] words = Files.readString(file).strip().split(" ", 2);
            return words.length == 2 ? Optional.of(new Holder(words[0], Long.parseLong(words[1]))) : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try (channel) {
            // The next holder has written its name only a moment after it has locked the file.
            channel.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
