package dev.penstock.store.input;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.InputCopies;
import dev.penstock.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The store's copies of inputs that could be read only once. A copy stays for as long as a batch that was submitted with it has
 * not ended; a batch that is planned has its own copy of its requests.
 */
public final class KeptInputs {
    private static final String USES = "input-uses";
    /** Longer than it takes from copying an input to submitting its batch. */
    private static final Duration UNUSED_FOR = Duration.ofDays(1);

    private final Store store;
    private final InputCopies copies;
    private final DocumentStore documents;
    private final InputReservations reservations;

    public KeptInputs(Store store) {
        this(store, CommandProcess.current());
    }

    KeptInputs(Store store, CommandProcess process) {
        this.store = store;
        this.copies = store.inputs();
        this.documents = store.documents();
        this.reservations = new InputReservations(documents, process);
    }

    /**
     * Keeps a copy of this name, which may be there already for others, until this process has dropped it or submitted a batch
     * with it; to be called before the copy is there.
     */
    public void reserve(String name, Instant now) throws IOException {
        reservations.add(name, now);
    }

    /** Notes that a batch is submitted with this input, if it is such a copy. */
    void use(BatchId batch, String input) throws IOException {
        Optional<String> copy = copies.name(input);
        if (copy.isEmpty()) {
            return;
        }
        Set<String> names = new LinkedHashSet<>(used(batch.value()));
        if (names.add(copy.get())) {
            documents.write(USES, batch.value(), String.join("\n", names).getBytes(StandardCharsets.UTF_8));
        }
        reservations.remove(copy.get());
    }

    /** Deletes the copies that a batch was submitted with, unless another batch still needs them; to be called when it has ended. */
    public void release(BatchId batch) throws IOException {
        List<String> names = used(batch.value());
        if (names.isEmpty()) {
            return;
        }
        boolean unused = documents.delete(USES, batch.value());
        Set<String> needed = needed();
        for (String name : names) {
            if (!needed.contains(name)) {
                copies.delete(name);
            }
        }
    }

    /** Deletes a copy that this process submitted no batch with, unless others need it; other files stay. */
    public void drop(String input) throws IOException {
        Optional<String> copy = copies.name(input);
        if (copy.isPresent()) {
            reservations.remove(copy.get());
        }
        if (copy.isPresent() && !needed().contains(copy.get())) {
            copies.delete(copy.get());
        }
    }

    /** Deletes copies that have been there for a day without a batch that needs them. */
    public void sweep(Instant now) throws IOException {
        for (String name : documents.names(USES)) {
            BatchId batch = new BatchId(name);
            if (store.has(batch, BatchFile.SUMMARY) || !store.has(batch, BatchFile.INPUTS)) {
                release(batch);
            }
        }
        Instant before = now.minus(UNUSED_FOR);
        reservations.sweep(before);
        Set<String> needed = needed();
        for (InputCopies.Kept copy : copies.list()) {
            if (!needed.contains(copy.name()) && copy.at().isBefore(before)) {
                copies.delete(copy.name());
            }
        }
    }

    private Set<String> needed() throws IOException {
        Set<String> names = new LinkedHashSet<>(reservations.names());
        for (String batch : documents.names(USES)) {
            names.addAll(used(batch));
        }
        return names;
    }

    private List<String> used(String batch) throws IOException {
        return documents
                .read(USES, batch)
                .map(text -> new String(text, StandardCharsets.UTF_8).lines().toList())
                .orElse(List.of());
    }
}
