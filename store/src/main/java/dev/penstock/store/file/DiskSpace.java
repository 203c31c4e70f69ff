package dev.penstock.store.file;

import dev.penstock.store.StoreFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether there is room for results, so that nothing is called whose answer could not be kept. */
final class DiskSpace {
    /** For the answers of the calls under way, most of which are of some hundred bytes. */
    private static final long ENOUGH = 64 * 1024;

    /** Asking the system costs some microseconds; a full second's answers may be larger than what is enough. */
    private static final long ASK_EVERY_NANOS = Duration.ofMillis(50).toNanos();

    private volatile @Nullable StoreFullException ranOut;
    private volatile long askAgainAt = System.nanoTime();

    void ranOut(StoreFullException how) {
        ranOut = how;
    }

    /**
     * @throws StoreFullException until there is room again
     */
    void check(Path folder) {
        long now = System.nanoTime();
        StoreFullException how = ranOut;
        if (how == null && now - askAgainAt < 0) {
            return;
        }
        askAgainAt = now + ASK_EVERY_NANOS;
        if (usable(folder) >= ENOUGH) {
            ranOut = null;
            return;
        }
        if (how == null) {
            how = DiskErrors.full(folder, new IOException("less than " + ENOUGH / 1024 + " KiB are free"));
            ranOut = how;
        }
        throw new StoreFullException(String.valueOf(how.getMessage()), how);
    }

    /** As far as the system tells; a quota of the user's it may not know. */
    private static long usable(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
