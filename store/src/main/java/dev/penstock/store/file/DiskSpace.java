package dev.penstock.store.file;

import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks for free disk space, so that no call is made whose response could not be stored. */
final class DiskSpace {
    /** The free space required, in bytes: enough for the responses of calls under way, most of which have some hundred bytes. */
    static final long MIN_FREE_BYTES = 64 * 1024;

    /** How often the free space is read: a read costs some microseconds, and a second's responses may exceed {@link #MIN_FREE_BYTES}. */
    private static final long CHECK_INTERVAL_NANOS = Duration.ofMillis(50).toNanos();

    private volatile @Nullable StoreUnavailableException ranOut;
    /** The disk of the folder that was asked for last: finding it means to read all that is mounted. */
    private volatile @Nullable Disk disk;

    private volatile long askAgainAt = System.nanoTime();

    void ranOut(StoreUnavailableException how) {
        ranOut = how;
    }

    /**
     * Checks that there is room for more results.
     *
     * @throws StoreUnavailableException as long as the disk is full
     */
    void check(Path folder) {
        long now = System.nanoTime();
        StoreUnavailableException how = ranOut;
        if (how == null && now - askAgainAt < 0) {
            return;
        }
        askAgainAt = now + CHECK_INTERVAL_NANOS;
        if (usable(folder) >= MIN_FREE_BYTES) {
            ranOut = null;
            return;
        }
        if (how == null) {
            how = DiskErrors.full(folder, new IOException("less than " + MIN_FREE_BYTES / 1024 + " KiB are free"));
            ranOut = how;
        }
        throw new StoreUnavailableException(String.valueOf(how.getMessage()), how);
    }

    /** Returns the usable space that the system reports, which may ignore a disk quota of the user. */
    private long usable(Path folder) {
        try {
            Disk last = disk;
            if (last == null || !last.folder.equals(folder)) {
                last = new Disk(folder, Files.getFileStore(folder));
                disk = last;
            }
            return last.store.getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private record Disk(Path folder, FileStore store) {}
}
