package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.answers.MessagesCall;
import dev.penstock.simulator.answers.SimulatedResponse;
import dev.penstock.simulator.faults.AnthropicErrorBody;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.BatchApiOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message batch, which makes progress only when {@link #advance} is called (the SDK's {@code MessageBatch}). */
final class SimulatedMessageBatch {
    private final String id;
    private final JsonNode requests;
    private final Instant createdAt;
    private final Duration expiry;
    private final StringBuilder results = new StringBuilder();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private int done;
    private @Nullable Instant cancelledAt;
    private @Nullable Instant endedAt;

    SimulatedMessageBatch(String id, JsonNode requests, Instant createdAt, Duration expiry) {
        this.id = id;
        this.requests = requests;
        this.createdAt = createdAt;
        this.expiry = expiry;
    }

    void advance(Instant now, BatchApiOptions options, LineAnswers answers) {
        if (isEnded()) {
            return;
        }
        boolean isExpired = !now.isBefore(createdAt.plus(expiry));
        if (cancelledAt == null) {
            int due = due(isExpired ? createdAt.plus(expiry) : now, options);
            while (done < due) {
                answer(requests.get(done++), options, answers);
            }
        }
        if (cancelledAt != null || isExpired) {
            while (done < requests.size()) {
                write(
                        requests.get(done++),
                        SimulatorJson.object().put("type", cancelledAt == null ? "expired" : "canceled"));
                answers.leftOut();
            }
        }
        if (done == requests.size()) {
            endedAt = now;
        }
    }

    void cancel(Instant now) {
        if (!isEnded() && cancelledAt == null) {
            cancelledAt = now;
        }
    }

    boolean isEnded() {
        return endedAt != null;
    }

    String results() {
        return results.toString();
    }

    ObjectNode json(String root) {
        ObjectNode json = SimulatorJson.object()
                .put("id", id)
                .put("type", "message_batch")
                .put("processing_status", isEnded() ? "ended" : cancelledAt == null ? "in_progress" : "canceling");
        // "Requests start as processing and move … only once processing of the entire batch ends" (MessageBatch).
        ObjectNode tallies = json.putObject("request_counts").put("processing", isEnded() ? 0 : requests.size());
        for (String how : new String[] {"succeeded", "errored", "canceled", "expired"}) {
            tallies.put(how, isEnded() ? counts.getOrDefault(how, 0) : 0);
        }
        json.put("ended_at", text(endedAt));
        json.put("created_at", createdAt.toString());
        json.put("expires_at", createdAt.plus(Duration.ofHours(24)).toString());
        json.putNull("archived_at");
        json.put("cancel_initiated_at", text(cancelledAt));
        return json.put("results_url", isEnded() ? root + "/v1/messages/batches/" + id + "/results" : null);
    }

    private int due(Instant now, BatchApiOptions options) {
        double seconds = Duration.between(createdAt, now).toNanos() / 1e9;
        double most = Math.floor(requests.size() * options.stallAt());
        return (int) Math.min(options.requestsPerSecond() == 0 ? most : seconds * options.requestsPerSecond(), most);
    }

    private void answer(JsonNode request, BatchApiOptions options, LineAnswers answers) {
        BatchLine line;
        try {
            line = new BatchLine(request.path("custom_id").asText(), MessagesCall.read(request.path("params")));
        } catch (InvalidCall invalid) {
            write(request, errored(invalid.refusal()));
            return;
        }
        switch (answers.answer(line, options)) {
            case LineAnswers.Answered(SimulatedResponse.Whole whole) -> {
                ObjectNode result = SimulatorJson.object().put("type", "succeeded");
                result.set("message", parsed(whole.body()));
                write(request, result);
            }
            case LineAnswers.Failed(int status, JsonNode body) ->
                write(
                        request,
                        errored(AnthropicErrorBody.translate(new Refusal(
                                status,
                                FaultTable.INVALID,
                                null,
                                null,
                                body.at("/error/message").asText("")))));
        }
    }

    private static ObjectNode errored(Refusal refusal) {
        ObjectNode result = SimulatorJson.object().put("type", "errored");
        result.set("error", AnthropicErrorBody.tree(refusal, "req_sim"));
        return result;
    }

    private void write(JsonNode request, ObjectNode result) {
        counts.merge(result.path("type").asText(), 1, Integer::sum);
        ObjectNode line = SimulatorJson.object();
        line.set("custom_id", request.path("custom_id"));
        line.set("result", result);
        results.append(new String(SimulatorJson.bytes(line), StandardCharsets.UTF_8))
                .append('\n');
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return SimulatorJson.MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
