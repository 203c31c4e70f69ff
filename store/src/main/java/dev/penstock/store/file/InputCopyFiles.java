package dev.penstock.store.file;

import dev.penstock.store.InputCopies;
import dev.penstock.store.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Keeps copies of inputs as files, {@code inputs/<name>}. */
final class InputCopyFiles implements InputCopies {
    /** The bytes that stay free on the disk for results. */
    private static final long LEFT_FREE = 1L << 30;

    private final StoreRoot store;
    private final Path folder;

    InputCopyFiles(StoreRoot store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    @Override
    public Copy begin() throws IOException {
        PrivateFiles.createFolders(store.forWriting(folder));
        return new CopyFile(PrivateFiles.create(folder.resolve(
                ".%s.part".formatted(Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36)))));
    }

    @Override
    public List<Kept> list() throws IOException {
        List<Kept> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(store.inside(folder), Files::isRegularFile)) {
            for (Path file : files) {
                add(found, file);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return found;
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(store.inside(folder.resolve(name)));
    }

    @Override
    public URI locate(String name) {
        return folder.resolve(name).toUri();
    }

    @Override
    public Optional<String> name(String input) {
        Path file;
        try {
            file = input.startsWith("file:") ? Path.of(URI.create(input)) : Path.of(input);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return folder.equals(file.getParent()) ? Optional.of(String.valueOf(file.getFileName())) : Optional.empty();
    }

    @Override
    public long room() throws IOException {
        return Files.getFileStore(PrivateFiles.createFolders(store.forWriting(folder)))
                        .getUsableSpace()
                - LEFT_FREE;
    }

    private static void add(List<Kept> found, Path file) throws IOException {
        try {
            found.add(new Kept(
                    String.valueOf(file.getFileName()),
                    Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    private static final class CopyFile extends Copy {
        private final Path draft;
        private final OutputStream out;

        private CopyFile(Path draft) throws IOException {
            this.draft = draft;
            this.out = Files.newOutputStream(draft);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void publish(String name) throws IOException {
            out.close();
            Files.move(draft, draft.resolveSibling(name), StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } finally {
                Files.deleteIfExists(draft);
            }
        }
    }
}
