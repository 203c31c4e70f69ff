package dev.penstock.store;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the place on a disk where a folder would be made. */
public final class ExistingFolder {
    private ExistingFolder() {}

    /** Returns the path itself if it exists, else the nearest one above it that does. */
    public static Path at(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }
}
