package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.books.CallBooks;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.SimulatorOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The message batches of the account, with the operations of Anthropic's API (platform.claude.com/docs/en/build-with-claude/batch-processing): a batch has no
 * name and no metadata, and there are no files.
 */
public final class MessageBatchRegistry {
    /** The documentation's limit, "100,000 Message requests or 256 MB in size". */
    private static final int MOST_REQUESTS = 100_000;

    private static final String CUSTOM_ID = "[a-zA-Z0-9_-]{1,64}";

    private final Supplier<SimulatorOptions> options;
    private final CallBooks books;
    private final InstantSource clock;
    private final LineAnswers answers;
    private final Map<String, SimulatedMessageBatch> batches = new LinkedHashMap<>();

    public MessageBatchRegistry(Supplier<SimulatorOptions> options, CallBooks books, InstantSource clock) {
        this.options = options;
        this.books = books;
        this.clock = clock;
        this.answers = new LineAnswers(books, clock, () -> options.get().answers());
    }

    /** Creates a batch; only ids and counts are checked now, the requests' parameters when each is answered. */
    public synchronized ObjectNode create(JsonNode body, String root) {
        JsonNode requests = body.path("requests");
        if (!requests.isArray() || requests.isEmpty()) {
            throw new InvalidCall("requests: Field required", null);
        }
        if (requests.size() > MOST_REQUESTS) {
            throw new InvalidCall("requests: List should have at most 100000 items after validation", null);
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode request : requests) {
            String id = request.path("custom_id").asText("");
            if (!id.matches(CUSTOM_ID)) {
                throw new InvalidCall("requests: custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'", null);
            }
            if (!ids.add(id)) {
                throw new InvalidCall("requests: custom_id: '%s' is not unique".formatted(id), null);
            }
        }
        String id = "msgbatch_sim%08d".formatted(batches.size() + 1);
        SimulatedMessageBatch batch = new SimulatedMessageBatch(
                id, requests, clock.instant(), options.get().batches().expireAfter());
        batches.put(id, batch);
        books.createdBatch();
        return batch.json(root);
    }

    public synchronized ObjectNode look(String id, String root) {
        return advanced(id).json(root);
    }

    /** Returns all batches, newest first. */
    public synchronized List<ObjectNode> list(String root) {
        return new ArrayList<>(batches.keySet())
                .reversed().stream().map(id -> advanced(id).json(root)).toList();
    }

    public synchronized ObjectNode cancel(String id, String root) {
        SimulatedMessageBatch batch = advanced(id);
        batch.cancel(clock.instant());
        books.cancelledBatch();
        return batch.json(root);
    }

    /** Removes a batch that has ended. */
    public synchronized ObjectNode delete(String id) {
        if (!advanced(id).isEnded()) {
            throw new InvalidCall("Message Batch " + id + " cannot be deleted while it is in progress.", null);
        }
        batches.remove(id);
        return SimulatorJson.object().put("id", id).put("type", "message_batch_deleted");
    }

    /** Returns the lines of results of a batch that has ended. */
    public synchronized String results(String id) {
        SimulatedMessageBatch batch = advanced(id);
        if (!batch.isEnded()) {
            throw new InvalidCall(
                    new Refusal(404, "not_found_error", null, null, "Batch " + id + " has no results yet."));
        }
        return batch.results();
    }

    private SimulatedMessageBatch advanced(String id) {
        SimulatedMessageBatch batch = batches.get(id);
        if (batch == null) {
            throw new InvalidCall(
                    new Refusal(404, "not_found_error", null, null, "No message batch found with id " + id));
        }
        batch.advance(clock.instant(), options.get().batches(), answers);
        return batch;
    }
}
