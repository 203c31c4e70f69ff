package dev.penstock.simulator.batches;

import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files that clients uploaded or batches wrote, in a temporary folder that is deleted with the simulator. */
public final class FileRegistry {
    private final InstantSource clock;
    private final Map<String, StoredFile> files = new LinkedHashMap<>();
    private @Nullable Path folder;
    private long places;
    private long ids;

    FileRegistry(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns a new path to which a file can be written before {@link #add}. */
    public synchronized Path newPlace() {
        try {
            Path place = folder;
            if (place == null) {
                place = Files.createTempDirectory("simulated-files");
                folder = place;
            }
            return place.resolve("f" + ++places);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized StoredFile add(String filename, String purpose, Path content) {
        return add("file-sim%08d".formatted(++ids), filename, purpose, content);
    }

    /** Adds a file whose id the client has chosen, in the place of any that had it. */
    synchronized StoredFile add(String id, String filename, String purpose, Path content) {
        try {
            StoredFile file = new StoredFile(id, filename, purpose, Files.size(content), clock.instant(), content);
            files.put(id, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized boolean has(String id) {
        return files.containsKey(id);
    }

    public synchronized StoredFile get(String id) {
        StoredFile file = files.get(id);
        if (file == null) {
            throw new InvalidCall(new Refusal(404, FaultTable.INVALID, null, "id", "No such File object: " + id));
        }
        return file;
    }

    /** Returns all files, newest first. */
    public synchronized List<StoredFile> list() {
        return new ArrayList<>(files.values()).reversed();
    }

    /** Removes a file from the registry but not from disk, because a batch may be reading the file. */
    public synchronized void delete(String id) {
        files.remove(get(id).id());
    }

    synchronized void close() {
        if (folder == null) {
            return;
        }
        try (var all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException alreadyGone) {
            folder = null;
        }
    }
}
