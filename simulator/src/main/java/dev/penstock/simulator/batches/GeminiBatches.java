package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.GeminiChatCall;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.books.CallBooks;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.SimulatorJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gemini's batches: created and read in OpenAI's words (ai.google.dev/gemini-api/docs/openai, "Batch API"), whose guide shows three
 * fields and no list; listed, read and cancelled as operations of Google's API (ai.google.dev/api/batch-api; a list's form as in
 * flachesis/gemini-rust#13). All results are in one file, and only a batch that has succeeded has one.
 */
public final class GeminiBatches {
    private static final String NAME = "batches/";
    private static final String RESULTS = "files/batch-";
    private static final Set<String> FIELDS = Set.of("input_file_id", "endpoint", "completion_window");

    private final BatchRegistry batches;
    private final GeminiFiles files;

    public GeminiBatches(BatchRegistry batches, CallBooks books) {
        this.batches = batches;
        this.files = new GeminiFiles(batches.files(), books);
    }

    public GeminiFiles files() {
        return files;
    }

    public ObjectNode create(JsonNode body) {
        body.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw GeminiChatCall.unknown(field);
            }
        });
        StoredFile unused = files.stored(body.path("input_file_id").asText(""));
        return renamed(batches.create(body, LineFormat.GEMINI));
    }

    /** Returns a batch in OpenAI's form. */
    public ObjectNode look(String name) {
        return renamed(own(name));
    }

    /** Returns a batch as an operation. */
    public ObjectNode operation(String name) {
        return BatchOperation.of(look(name));
    }

    /** Returns all batches as operations, newest first. */
    public List<ObjectNode> operations() {
        return batches.list().stream()
                .filter(GeminiBatches::isOfGemini)
                .map(batch -> BatchOperation.of(renamed(batch)))
                .toList();
    }

    public ObjectNode cancel(String name) {
        ObjectNode unused = own(name);
        return renamed(batches.cancel(id(name)));
    }

    /** Returns the lines of results of a batch; what clients have uploaded cannot be downloaded. */
    public StoredFile download(String name) {
        if (!name.startsWith(RESULTS)) {
            throw new InvalidCall("Only generated files can be downloaded.", null);
        }
        ObjectNode batch = own(NAME + name.substring(RESULTS.length()));
        Path place = batches.files().newPlace();
        try (OutputStream out = Files.newOutputStream(place)) {
            for (String part : List.of("output_file_id", "error_file_id")) {
                if (batch.has(part)) {
                    Files.copy(batches.files().get(batch.path(part).asText()).content(), out);
                }
            }
            out.flush();
            Instant created = Instant.ofEpochSecond(batch.path("created_at").asLong());
            return new StoredFile(name, name, "", Files.size(place), created, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode own(String name) {
        try {
            ObjectNode batch = batches.look(id(name));
            if (name.startsWith(NAME) && isOfGemini(batch)) {
                return batch;
            }
        } catch (InvalidCall unknown) {
            // Said in Google's words.
        }
        throw new InvalidCall(new Refusal(404, "", null, null, "Requested entity was not found."));
    }

    private static boolean isOfGemini(ObjectNode batch) {
        return batch.path("input_file_id").asText("").startsWith(GeminiFiles.PREFIX);
    }

    private static String id(String name) {
        return "batch_" + name.substring(name.indexOf('/') + 1);
    }

    /** Returns a batch of the registry with Gemini's names. */
    private static ObjectNode renamed(ObjectNode batch) {
        String name = batch.path("id").asText().substring("batch_".length());
        boolean hasResults = batch.path("status").asText().equals("completed");
        batch.put("id", NAME + name).remove(List.of("output_file_id", "error_file_id"));
        return hasResults
                ? batch.setAll(Map.of("output_file_id", SimulatorJson.MAPPER.valueToTree(RESULTS + name)))
                : batch;
    }
}
