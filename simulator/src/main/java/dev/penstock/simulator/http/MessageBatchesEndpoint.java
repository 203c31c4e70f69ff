package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.batches.MessageBatchRegistry;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.BatchStep;
import dev.penstock.simulator.provider.SimulatedProvider;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Answers {@code /v1/messages/batches} and the paths under it. */
final class MessageBatchesEndpoint {
    private static final int USUAL_PAGE = 20;

    private final GuardedEndpoint guarded;
    private final MessageBatchRegistry batches;

    MessageBatchesEndpoint(SimulatedProvider provider, WireFormat format) {
        this.guarded = new GuardedEndpoint(provider, format);
        this.batches = provider.messageBatches();
    }

    void serve(HttpExchange exchange, FullHttpRequest request, QueryStringDecoder uri) {
        String root = "http://" + request.headers().get(HttpHeaderNames.HOST);
        String[] path = uri.path().split("/");
        String id = path.length > 4 ? path[4] : "";
        String what = request.method() + " " + (path.length > 5 ? path[5] : path.length > 4 ? "one" : "all");
        switch (what) {
            case "POST all" -> create(exchange, request, root);
            case "GET all" -> guarded.answer(exchange, request, BatchStep.LIST, () -> page(batches.list(root), uri));
            case "GET one" -> guarded.answer(exchange, request, BatchStep.POLL, () -> batches.look(id, root));
            case "DELETE one" -> guarded.answer(exchange, request, BatchStep.CANCEL, () -> batches.delete(id));
            case "POST cancel" -> guarded.answer(exchange, request, BatchStep.CANCEL, () -> batches.cancel(id, root));
            case "GET results" ->
                guarded.answer(exchange, request, () -> {
                    byte[] lines = batches.results(id).getBytes(StandardCharsets.UTF_8);
                    return () -> exchange.send(200, "application/x-jsonl", lines, Map.of());
                });
            default ->
                guarded.answer(exchange, request, () -> {
                    throw new InvalidCall(new Refusal(404, "not_found_error", null, null, "Not Found"));
                });
        }
    }

    /** Reads the body before the work moves to another thread, because the request is released by then. */
    private void create(HttpExchange exchange, FullHttpRequest request, String root) {
        try {
            JsonNode body = RequestBodies.json(request);
            guarded.answer(exchange, request, BatchStep.CREATE, () -> batches.create(body, root));
        } catch (InvalidCall invalid) {
            guarded.answer(exchange, request, () -> {
                throw invalid;
            });
        }
    }

    /** Cuts a list, newest first, by {@code limit}, {@code after_id} and {@code before_id} (the SDK's {@code BatchListParams}). */
    private static ObjectNode page(List<ObjectNode> all, QueryStringDecoder uri) {
        int limit = Integer.parseInt(ListPage.parameter(uri, "limit", "" + USUAL_PAGE));
        int after = indexOf(all, ListPage.parameter(uri, "after_id", ""));
        int before = indexOf(all, ListPage.parameter(uri, "before_id", ""));
        List<ObjectNode> rest = all.subList(after + 1, before < 0 ? all.size() : before);
        ObjectNode page = SimulatorJson.object();
        ArrayNode data = page.putArray("data");
        rest.stream().limit(limit).forEach(data::add);
        page.put("has_more", rest.size() > limit);
        page.put("first_id", data.isEmpty() ? null : data.get(0).path("id").asText());
        return page.put(
                "last_id",
                data.isEmpty() ? null : data.get(data.size() - 1).path("id").asText());
    }

    private static int indexOf(List<ObjectNode> all, String id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).path("id").asText().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
