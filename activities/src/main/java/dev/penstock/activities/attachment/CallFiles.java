package dev.penstock.activities.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Urgency;
import dev.penstock.limits.traffic.TasksInTransit;
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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The files that a batch's calls may read: they are checked again at each call, and sent as they were when it was planned. */
public final class CallFiles {
    /** Reads no files; parts that stand for files are sent as they are. */
    public static final CallFiles NONE =
            new CallFiles(Optional::empty, new FileMemory(0), "", new TasksInTransit(System::nanoTime).taskBegins(0));

    private final Grant grant;
    private final FileMemory memory;
    private final String pool;
    private final TasksInTransit.Requests arrivals;
    private volatile @Nullable Optional<InputRoots> granted;

    private CallFiles(Grant grant, FileMemory memory, String pool, TasksInTransit.Requests arrivals) {
        this.grant = grant;
        this.memory = memory;
        this.pool = pool;
        this.arrivals = arrivals;
    }

    /**
     * Returns the files of a batch; the store is asked what they may be when the first request names one.
     *
     * @param memory the memory for files of the whole process
     * @param pool the name of the pool that is called
     * @param arrivals the requests of the slice that is called
     */
    public static CallFiles of(
            Store store, BatchId batch, FileMemory memory, String pool, TasksInTransit.Requests arrivals) {
        return new CallFiles(() -> new FileGrants(store).find(batch), memory, pool, arrivals);
    }

    @FunctionalInterface
    private interface Grant {
        Optional<InputRoots> find() throws IOException;
    }

    /** Returns the files of a request. */
    public List<FilePart> in(JsonNode body) {
        List<FilePart> named = FileParts.in(body).stream()
                .flatMap(part -> FilePart.planned(part).stream())
                .toList();
        return named.isEmpty() || roots().isEmpty() ? List.of() : named;
    }

    /** Returns the folders that the batch may read, after asking the store once; two calls at once may both ask it. */
    private Optional<InputRoots> roots() {
        Optional<InputRoots> known = granted;
        if (known == null) {
            try {
                known = grant.find();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            granted = known;
        }
        return known;
    }

    /**
     * Checks that files are as they were when the batch was planned.
     *
     * @throws UnusableFileException if one is not
     * @throws UncheckedIOException if the folder itself is not here, as on another machine; the batch is then held
     */
    public void check(List<FilePart> files) {
        if (files.isEmpty()) {
            return;
        }
        InputRoots roots = roots().orElse(InputRoots.NONE);
        if (roots.folders().stream().noneMatch(Files::isDirectory)) {
            throw new UncheckedIOException(new NoSuchFileException(
                    "the folder of the batch's files is not on this worker's machine: " + roots.folders()));
        }
        for (FilePart file : files) {
            if (!new FileInspection(roots).look(file.path()).equals(file)) {
                throw changed(file);
            }
        }
    }

    /**
     * Waits until these files' call may wait for a permit, see {@link FileMemory#reserve}. Until then the call counts as one
     * that is on its way, so that this process does not take more and more calls that wait here.
     *
     * @param isUnwanted whether the wait has become pointless; asked again after {@link #stopWaiting}
     */
    public Optional<FileMemory.Share> reservation(List<FilePart> files, Urgency urgency, BooleanSupplier isUnwanted)
            throws InterruptedException {
        arrivals.departed();
        try {
            return memory.reserve(pool, size(files), urgency, isUnwanted);
        } finally {
            arrivals.arrived();
        }
    }

    /** Ends the waits for reservations that have become pointless. */
    public void stopWaiting() {
        memory.wake(pool);
    }

    /** Waits until there is memory for these files. */
    public FileMemory.Share memory(List<FilePart> files) throws InterruptedException {
        return memory.take(size(files));
    }

    private static long size(List<FilePart> files) {
        return files.stream().mapToLong(FilePart::size).sum();
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
        InputRoots roots = roots().orElse(InputRoots.NONE);
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
        } catch (NoSuchFileException e) {
            throw new UnusableFileException("there is no file %s any more".formatted(file.path()));
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
