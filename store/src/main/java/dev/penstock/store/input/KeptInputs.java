package dev.penstock.store.input;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.PrivateFiles;
import dev.penstock.store.Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The store's copies of inputs that could be read only once. A copy stays for as long as a batch that was submitted with it has
 * not ended; a batch that is planned has its own copy of its requests.
 */
public final class KeptInputs {
    private static final String USED = "used";
    /** Longer than it takes from copying an input to submitting its batch. */
    private static final Duration UNUSED_FOR = Duration.ofDays(1);

    private final Store store;
    private final InputReservations reservations;

    public KeptInputs(Store store) {
        this(store, CommandProcess.current());
    }

    KeptInputs(Store store, CommandProcess process) {
        this.store = store;
        this.reservations = new InputReservations(store, process);
    }

    /**
     * Keeps a copy of this name, which may be there already for others, until this process has dropped it or submitted a batch
     * with it; to be called before the copy is there.
     */
    public void reserve(String name) throws IOException {
        reservations.add(name);
    }

    /** Notes that a batch is submitted with this input, if it is such a copy. */
    void use(BatchId batch, String input) throws IOException {
        Optional<String> copy = copy(input);
        if (copy.isEmpty()) {
            return;
        }
        Path mark = PrivateFiles.createFolders(used()).resolve(batch.value());
        Set<String> names = new LinkedHashSet<>(read(mark));
        if (names.add(copy.get())) {
            Path draft = PrivateFiles.create(store.inputs().resolve(".%s.%d.use".formatted(batch, System.nanoTime())));
            Files.write(draft, names);
            Files.move(draft, mark, StandardCopyOption.ATOMIC_MOVE);
        }
        reservations.remove(copy.get());
    }

    /** Deletes the copies that a batch was submitted with, unless another batch still needs them; to be called when it has ended. */
    public void release(BatchId batch) throws IOException {
        Path mark = used().resolve(batch.value());
        List<String> names = read(mark);
        Files.deleteIfExists(mark);
        Set<String> needed = names.isEmpty() ? Set.of() : needed();
        for (String name : names) {
            if (!needed.contains(name)) {
                Files.deleteIfExists(store.inputs().resolve(name));
            }
        }
    }

    /** Deletes a copy that this process submitted no batch with, unless others need it; other files stay. */
    public void drop(Path input) throws IOException {
        Optional<String> copy = copy(input.toUri().toString());
        if (copy.isPresent()) {
            reservations.remove(copy.get());
        }
        if (copy.isPresent() && !needed().contains(copy.get())) {
            Files.deleteIfExists(input);
        }
    }

    /** Deletes copies that have been there for a day without a batch that needs them. */
    public void sweep(Instant now) throws IOException {
        for (Path mark : files(used())) {
            BatchId batch = new BatchId(mark.getFileName().toString());
            if (store.has(batch, BatchFile.SUMMARY) || !store.has(batch, BatchFile.INPUTS)) {
                release(batch);
            }
        }
        reservations.sweep(now.minus(UNUSED_FOR));
        Set<String> needed = needed();
        for (Path copy : files(store.inputs())) {
            if (!needed.contains(copy.getFileName().toString()) && isOld(copy, now)) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static boolean isOld(Path copy, Instant now) throws IOException {
        try {
            return Files.getLastModifiedTime(copy).toInstant().isBefore(now.minus(UNUSED_FOR));
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private Set<String> needed() throws IOException {
        Set<String> names = new LinkedHashSet<>(reservations.names());
        for (Path mark : files(used())) {
            names.addAll(read(mark));
        }
        return names;
    }

    /** Returns the name of a copy in the folder for copies; empty for other inputs. */
    private Optional<String> copy(String input) throws IOException {
        Path file = input.startsWith("file:") ? Path.of(URI.create(input)) : Path.of(input);
        return store.inputs().equals(file.getParent())
                ? Optional.of(String.valueOf(file.getFileName()))
                : Optional.empty();
    }

    private Path used() throws IOException {
        return store.inputs().resolve(USED);
    }

    private static List<String> read(Path mark) throws IOException {
        try {
            return Files.readAllLines(mark);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            files.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return found;
    }
}
