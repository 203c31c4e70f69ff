package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.books.CallBooks;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.options.BatchApiOptions;
import dev.penstock.simulator.options.SimulatorOptions;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The batches and files of the provider account, with the operations of OpenAI's batch API. */
public final class BatchRegistry {
    private final InstantSource clock;
    private final CallBooks books;
    private final Supplier<SimulatorOptions> options;
    private final FileRegistry files;
    private final LineAnswers answers;
    private final Map<String, SimulatedBatch> batches = new LinkedHashMap<>();

    public BatchRegistry(Supplier<SimulatorOptions> options, CallBooks books, InstantSource clock) {
        this.options = options;
        this.books = books;
        this.clock = clock;
        this.files = new FileRegistry(clock);
        this.answers = new LineAnswers(books, clock, () -> options.get().answers());
    }

    public FileRegistry files() {
        return files;
    }

    public BatchApiOptions rules() {
        return options.get().batches();
    }

    public StoredFile upload(String filename, String purpose, Path content) {
        StoredFile file = files.add(filename, purpose, content);
        books.uploaded();
        return file;
    }

    /** Creates a batch of an uploaded file. */
    public synchronized ObjectNode create(JsonNode body, LineFormat lines) {
        String id = "batch_sim%08d".formatted(batches.size() + 1);
        BatchOrder order = BatchOrder.read(body, lines, files, id, clock.instant());
        BatchValidation validation =
                BatchValidation.of(order, rules(), options.get().answers());
        SimulatedBatch batch = new SimulatedBatch(order, limited(validation), new BatchOutput(order, files, answers));
        batches.put(id, batch);
        books.createdBatch();
        return batch.json(rules().expireAfter());
    }

    public synchronized ObjectNode look(String id) {
        SimulatedBatch batch = get(id);
        batch.advance(clock.instant(), rules());
        return batch.json(rules().expireAfter());
    }

    /** Returns all batches, newest first. */
    public synchronized List<ObjectNode> list() {
        advance();
        return new ArrayList<>(batches.values())
                .reversed().stream()
                        .map(batch -> batch.json(rules().expireAfter()))
                        .toList();
    }

    public synchronized ObjectNode cancel(String id) {
        SimulatedBatch batch = get(id);
        batch.advance(clock.instant(), rules());
        if (batch.status().isFinal() && batch.status() != SimulatedBatchStatus.CANCELLED) {
            throw new InvalidCall(
                    "Cannot cancel a batch with status '" + batch.status().text() + "'.", null);
        }
        batch.cancel(clock.instant());
        books.cancelledBatch();
        return batch.json(rules().expireAfter());
    }

    /** Brings every batch to the state that it has reached by now, also the batches that no client polls. */
    public synchronized void advance() {
        batches.values().forEach(batch -> batch.advance(clock.instant(), rules()));
    }

    public synchronized void close() {
        files.close();
    }

    private BatchValidation limited(BatchValidation validation) {
        advance();
        long most = rules().maxEnqueuedTokens();
        long enqueued = batches.values().stream()
                .filter(batch -> batch.model().equals(validation.model()))
                .mapToLong(SimulatedBatch::enqueuedTokens)
                .sum();
        if (most == 0 || enqueued + validation.tokens() <= most) {
            return validation;
        }
        return validation.and(new BatchValidation.Problem(
                "token_limit_exceeded",
                "Enqueued token limit reached for %s in organization org-simulated. Limit: %,d enqueued tokens. Please try again once some in_progress batches have been completed."
                        .formatted(validation.model(), most),
                null));
    }

    private SimulatedBatch get(String id) {
        SimulatedBatch batch = batches.get(id);
        if (batch == null) {
            throw new InvalidCall(
                    new Refusal(404, FaultTable.INVALID, null, "batch_id", "No batch found with id '" + id + "'."));
        }
        return batch;
    }
}
