package dev.penstock.store.file;

import dev.penstock.store.AtomicFile;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.GrowingDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps documents as files, {@code <store>/<folder>/<name>}. */
final class FileDocuments implements DocumentStore {
    /** Allowed names: none that leads to another folder, nor begins with a dot, as drafts do. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    private final StoreRoot store;

    FileDocuments(StoreRoot store) {
        this.store = store;
    }

    @Override
    public List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(store.inside(store.path().resolve(checked(folder))))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> NAME.matcher(name).matches())
                    .toList();
        } catch (NoSuchFileException e) {
            store.checkThere();
            return List.of();
        }
    }

    @Override
    public Optional<byte[]> read(String folder, String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(folder, name)));
        } catch (NoSuchFileException e) {
            store.checkThere();
            return Optional.empty();
        }
    }

    @Override
    public void write(String folder, String name, byte[] content) throws IOException {
        try (AtomicFile draft = LocalAtomicFile.of(store, file(folder, name))) {
            draft.write(content);
            draft.publish();
        }
    }

    @Override
    public GrowingDocument grow(String folder, String name) throws IOException {
        Path file = file(folder, name);
        Path parent = Objects.requireNonNull(file.getParent());
        try {
            DurableFolders.create(store.forWriting(parent));
            return new GrowingFile(parent, AppendFile.create(file));
        } catch (IOException e) {
            throw DiskErrors.roomOr(parent, e);
        }
    }

    @Override
    public boolean delete(String folder, String name) throws IOException {
        return Files.deleteIfExists(file(folder, name));
    }

    private Path file(String folder, String name) throws IOException {
        return store.inside(store.path().resolve(checked(folder)).resolve(checked(name)));
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a document");
        }
        return name;
    }
}
