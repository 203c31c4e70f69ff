package dev.penstock.store.file;

import dev.penstock.store.StoreFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Remembers that results found no room, so that nothing more is called whose answer could not be kept. */
final class Room {
    /** The journal's few bytes, and small answers, still fit where most answers don't. */
    private static final long ENOUGH = 64 * 1024;

    private volatile @Nullable StoreFullException ranOut;

    void ranOut(StoreFullException how) {
        ranOut = how;
    }

    /**
     * @throws StoreFullException until there is room again
     */
    void check(Path folder) {
        StoreFullException how = ranOut;
        if (how == null) {
            return;
        }
        if (usable(folder) < ENOUGH) {
            throw new StoreFullException(String.valueOf(how.getMessage()), how);
        }
        ranOut = null;
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
