package dev.penstock.activities.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.Store;
import dev.penstock.store.input.FileBelow;
import dev.penstock.store.input.FileGrants;
import dev.penstock.store.input.FilePart;
import dev.penstock.store.input.InputRoots;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files that a batch's calls may read: they are checked again at each call, and sent as they were when it was planned. */
public final class CallFiles {
    /** Reads no files; parts that stand for files are sent as they are. */
    public static final CallFiles NONE = new CallFiles(InputRoots.NONE, new FileMemory(0), false);

    private final InputRoots roots;
    private final FileMemory memory;
    private final boolean allowed;

    private CallFiles(InputRoots roots, FileMemory memory, boolean allowed) {
        this.roots = roots;
        this.memory = memory;
        this.allowed = allowed;
    }

    public static CallFiles of(Store store, BatchId batch, FileMemory memory) {
        try {
            return new FileGrants(store)
                    .find(batch)
                    .map(roots -> new CallFiles(roots, memory, true))
                    .orElse(NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the files of a request. */
    public List<FilePart> in(JsonNode body) {
        return allowed
                ? FileParts.in(body).stream()
                        .flatMap(part -> FilePart.planned(part).stream())
                        .toList()
                : List.of();
    }

    /**
     * Checks that files are as they were when the batch was planned.
     *
     * @throws UnusableFileException if one is not
     * @throws UncheckedIOException if the folder itself is not here, as on another machine; the batch is then held
     */
    public void check(List<FilePart> files) {
        if (!files.isEmpty() && roots.folders().stream().noneMatch(Files::isDirectory)) {
            throw new UncheckedIOException(new NoSuchFileException(
                    "the folder of the batch's files is not on this worker's machine: " + roots.folders()));
        }
        for (FilePart file : files) {
            if (!new FileInspection(roots).look(file.path()).equals(file)) {
                throw changed(file);
            }
        }
    }

    /** Waits until there is memory for these files. */
    public FileMemory.Share memory(List<FilePart> files) throws InterruptedException {
        return memory.take(files.stream().mapToLong(FilePart::size).sum());
    }

    /**
     * Returns the body with the files' content.
     *
     * @throws UnusableFileException if a file cannot be read, or is not what it was
     */
    public ObjectNode loaded(JsonNode body) {
        return FileParts.replaced(
                body, part -> FilePart.planned(part).map(this::content).orElseGet(part::deepCopy));
    }

    private ObjectNode content(FilePart file) {
        try {
            Optional<FileBelow> found = roots.find(Path.of(file.path()));
            if (found.isEmpty()) {
                throw new UnusableFileException("%s may not be read; %s".formatted(file.path(), roots));
            }
            try (InputStream in = found.get().open()) {
                byte[] content = in.readNBytes(Math.toIntExact(file.size()) + 1);
                if (content.length != file.size()) {
                    throw changed(file);
                }
                return FileContent.part(file, content);
            }
        } catch (IOException e) {
            throw new UnusableFileException("%s cannot be read: %s".formatted(file.path(), e.getMessage()));
        }
    }

    private static UnusableFileException changed(FilePart file) {
        return new UnusableFileException(
                "%s has changed since the batch was planned; run it with --again to send the new one"
                        .formatted(file.path()));
    }
}
