package dev.penstock.starter.cli.session;

import dev.penstock.store.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * File locks on pools, one for each pool and state folder, so that two concurrent runs do not use a quota twice. The
 * operating system releases the locks when the process dies.
 */
final class PoolLocks implements AutoCloseable {
    private final List<FileChannel> channels = new ArrayList<>();

    private PoolLocks() {}

    /** Locks all of these pools; empty if another process has locked one of them. */
    static Optional<PoolLocks> take(Path home, List<String> pools) {
        PoolLocks locks = new PoolLocks();
        try {
            Path folder = PrivateFiles.createFolders(home.resolve("workers"));
            // Locked in sorted order, so that of two processes that begin together one gets all locks.
            for (String pool : pools.stream().sorted().toList()) {
                if (!locks.add(folder.resolve(pool + ".lock"))) {
                    locks.close();
                    return Optional.empty();
                }
            }
            return Optional.of(locks);
        } catch (IOException e) {
            locks.close();
            throw new UncheckedIOException("cannot write to " + home + ": " + e.getMessage(), e);
        }
    }

    private boolean add(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PrivateFiles.ofNewFiles());
        channels.add(channel);
        return channel.tryLock() != null;
    }

    @Override
    public void close() {
        for (FileChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
