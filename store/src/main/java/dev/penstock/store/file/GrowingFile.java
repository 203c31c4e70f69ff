package dev.penstock.store.file;

import dev.penstock.store.GrowingDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A growing document in a file; a write that fails half-way leaves no torn line behind it. */
final class GrowingFile implements GrowingDocument {
    private final Path folder;
    private final AppendFile file;
    private volatile boolean gone;

    GrowingFile(Path folder, AppendFile file) {
        this.folder = folder;
        this.file = file;
    }

    @Override
    public CompletableFuture<Void> append(byte[] bytes) throws IOException {
        try {
            file.append(bytes);
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            throw DiskErrors.roomOr(folder, e);
        }
    }

    @Override
    public boolean isUsable() {
        return !gone && file.isUsable();
    }

    @Override
    public void sync() throws IOException {
        gone = !Files.exists(file.path());
        if (gone) {
            // What is written to a deleted file is lost, and no write fails.
            throw new NoSuchFileException(file.path().toString());
        }
        try {
            file.force();
        } catch (IOException e) {
            throw DiskErrors.roomOr(folder, e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
