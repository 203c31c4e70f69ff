package dev.penstock.store.file;

import dev.penstock.store.ExistingFolder;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The store's root folder. It is made at its first use and never again, because a folder that has vanished was lost or
 * unmounted together with all results; and no path within it leads through a symbolic link, which could point anywhere.
 */
final class StoreRoot {
    static final String ID = "store-id";

    private final Path path;
    /** The file with the store's id; where it was and is not, the folder is the empty place of a disk that is not mounted. */
    private final Path id;

    private volatile boolean seen;
    private volatile boolean hadId;

    StoreRoot(Path path) {
        this.path = path;
        this.id = path.resolve(ID);
        boolean unused = isGone();
    }

    Path path() {
        return path;
    }

    /** Returns a path within the store for writing, whose folders may be created. */
    Path forWriting(Path within) throws IOException {
        checkThere();
        if (!seen) {
            DurableFolders.create(path);
            seen = true;
        }
        return inside(within);
    }

    /**
     * Does nothing as long as what is not in the store was never there or was deleted.
     *
     * @throws NoSuchFileException when the store itself is gone
     */
    void checkThere() throws NoSuchFileException {
        if (isGone()) {
            throw new NoSuchFileException(path.toString(), null, DiskErrors.GONE);
        }
    }

    /** Returns why an error came about: that the store is gone, or else the error itself. */
    IOException reasonOf(IOException e) {
        try {
            checkThere();
            return e;
        } catch (NoSuchFileException gone) {
            gone.addSuppressed(e);
            return gone;
        }
    }

    /** Returns a sentence about what keeps the folder from taking results; empty when nothing does. */
    Optional<String> trouble() {
        if (isGone()) {
            return Optional.of("the store %s is gone: bring it back, mounted as it was".formatted(path));
        }
        Path existing = ExistingFolder.at(path);
        if (!Files.isDirectory(existing)) {
            return Optional.of("the store %s cannot be used: %s is not a folder".formatted(path, existing));
        }
        try {
            FileStore disk = Files.getFileStore(existing);
            if (disk.isReadOnly() || !Files.isWritable(existing)) {
                return Optional.of(
                        "the store %s cannot be used: %s cannot be written to by this user".formatted(path, existing));
            }
            if (disk.getUsableSpace() < DiskSpace.MIN_FREE_BYTES) {
                return Optional.of(
                        "the store %s cannot be used: its disk is full; free some space there".formatted(path));
            }
        } catch (IOException e) {
            return Optional.of("the store %s cannot be used: %s".formatted(path, e.getMessage()));
        }
        return Optional.empty();
    }

    /** Returns whether the folder was there, and is not; notes what is there now. */
    private boolean isGone() {
        // Read first: what another thread creates and notes meanwhile would seem to have vanished.
        boolean wasThere = seen;
        boolean hadIdBefore = hadId;
        boolean hasId = Files.exists(id);
        boolean there = hasId || Files.isDirectory(path);
        if (there) {
            seen = true;
        }
        if (hasId) {
            hadId = true;
        }
        return (wasThere && !there) || (hadIdBefore && !hasId);
    }

    /** Returns a path within the store for reading. */
    Path inside(Path within) throws IOException {
        for (Path each = within; each != null && !each.equals(path); each = each.getParent()) {
            if (Files.isSymbolicLink(each)) {
                throw new FileSystemException(
                        each.toString(),
                        null,
                        "is a symbolic link, which is not followed within the store; mount the folder there instead");
            }
        }
        return within;
    }
}
