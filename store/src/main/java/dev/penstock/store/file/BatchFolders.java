package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The batches' folders in a store, and the files that each of them has by name. */
record BatchFolders(StoreLayout layout) {
    Optional<InputStream> find(BatchId batch, BatchFile file) throws IOException {
        try {
            return Optional.of(Files.newInputStream(inside(batch, file), LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    byte[] readRange(BatchId batch, BatchFile file, long offset, int length) throws IOException {
        Path path = inside(batch, file);
        try (RandomAccessFile in = new RandomAccessFile(path.toFile(), "r")) {
            // Before the memory is taken, because anybody who may start workflows says how much.
            if (offset < 0 || length < 0 || offset > in.length() - length) {
                throw new EOFException(path + " is shorter than its plan says");
            }
            byte[] bytes = new byte[length];
            in.seek(offset);
            in.readFully(bytes);
            return bytes;
        }
    }

    AtomicFile create(BatchId batch, BatchFile file) throws IOException {
        return LocalAtomicFile.of(layout.store(), layout.file(batch, file));
    }

    void delete(BatchId batch, BatchFile file) throws IOException {
        Path path = inside(batch, file);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw DiskErrors.roomOr(path, e);
        }
    }

    Optional<Store.Written> written(BatchId batch, BatchFile file) throws IOException {
        try {
            BasicFileAttributes facts = Files.readAttributes(inside(batch, file), BasicFileAttributes.class);
            return Optional.of(
                    new Store.Written(facts.size(), facts.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    List<BatchId> all() throws IOException {
        try (Stream<Path> folders = Files.list(layout.batches())) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(BatchId::isValid)
                    .map(BatchId::new)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private Path inside(BatchId batch, BatchFile file) throws IOException {
        return layout.store().inside(layout.file(batch, file));
    }
}
