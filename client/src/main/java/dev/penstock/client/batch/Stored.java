package dev.penstock.client.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.penstock.activities.plan.PlanFiles;
import dev.penstock.activities.plan.StoredPlan;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.stage.Stage;
import dev.penstock.formats.Source;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Batches as the store has them; needs no Temporal. */
public final class Stored {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    /** Of a digest, enough to tell one from another. */
    private static final int SHOWN = 10;

    private final Store store;

    public Stored(Store store) {
        this.store = store;
    }

    /** How the batch ended; empty while it hasn't. */
    public Optional<BatchResult> result(BatchId id) throws IOException {
        Optional<InputStream> summary = store.find(id, BatchFile.SUMMARY);
        if (summary.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = summary.get()) {
            return Optional.of(JSON.readValue(in, BatchResult.class));
        }
    }

    public Store store() {
        return store;
    }

    /** What to tell who names another input for a batch that was begun; empty for the same one, wherever it lies. */
    public Optional<String> conflict(BatchId id, Path input) throws IOException {
        Optional<StoredPlan> plan = store.hasResults(id) ? new PlanFiles(store).find(id) : Optional.empty();
        String made = plan.map(StoredPlan::sha256).orElse(null);
        if (made == null || input.toUri().equals(store.locate(id, BatchFile.INPUT))) {
            return Optional.empty();
        }
        String asked = new Source(input).sha256(() -> {});
        if (made.equals(asked)) {
            return Optional.empty();
        }
        return Optional.of("batch '%s' was made of %s (sha256 %s…), and %s is another (%s…): take another --id; what"
                        .formatted(
                                id,
                                plan.get().spec().input(),
                                made.substring(0, SHOWN),
                                input,
                                asked.substring(0, SHOWN))
                + " the batch has, `penstock results %s` delivers".formatted(id));
    }

    /** The names of its stages; none for a batch of plain requests. */
    public List<String> stages(BatchId id) throws IOException {
        return new PlanFiles(store)
                .find(id).flatMap(plan -> plan.spec().stages()).stream()
                        .flatMap(pipeline -> pipeline.stages().stream())
                        .map(Stage::name)
                        .toList();
    }

    /** Its figures, with where the store has its files. */
    public Summary summary(BatchResult result) {
        return Summary.of(
                result,
                store.locate(result.id(), BatchFile.OUTPUT).toString(),
                store.locate(result.id(), BatchFile.ERRORS).toString());
    }

    /** All batches that the store has, but for those that were refused: first the ended ones, newest first. */
    public Stream<Listed> list() throws IOException {
        List<Listed> listed = new ArrayList<>();
        for (BatchId id : store.batches()) {
            Optional<BatchResult> result = result(id);
            if (result.isPresent()) {
                listed.add(Listed.ended(result.get()));
            } else if (store.has(id, BatchFile.PLAN)) {
                listed.add(Listed.unfinished(id));
            }
        }
        return listed.stream()
                .sorted(Comparator.comparing(Listed::started, Comparator.nullsLast(Comparator.reverseOrder())));
    }

    /** Copies one of its files; it appears under its name only when whole. */
    public void fetch(BatchId id, BatchFile file, Path target) throws IOException {
        Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
        try (InputStream in = store.find(id, file)
                .orElseThrow(() -> new IOException("batch " + id + " has no " + file + " in the store"))) {
            Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
