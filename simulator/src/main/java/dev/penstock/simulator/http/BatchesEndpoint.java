package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.batches.BatchRegistry;
import dev.penstock.simulator.batches.LineFormat;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.options.BatchStep;
import dev.penstock.simulator.provider.SimulatedProvider;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;

/** Answers {@code /v1/batches} and the paths under it. */
final class BatchesEndpoint {
    private static final int USUAL_PAGE = 20;

    private final GuardedEndpoint guarded;
    private final BatchRegistry desk;

    BatchesEndpoint(SimulatedProvider provider) {
        this.guarded = new GuardedEndpoint(provider, new OpenAiFormat());
        this.desk = provider.batches();
    }

    void serve(HttpExchange exchange, FullHttpRequest request, QueryStringDecoder uri) {
        String[] path = uri.path().split("/");
        String what = request.method() + " " + (path.length - 2);
        switch (what) {
            case "POST 1" -> create(exchange, request);
            case "GET 1" ->
                guarded.answer(exchange, request, BatchStep.LIST, () -> ListPage.page(desk.list(), uri, USUAL_PAGE));
            case "GET 2" -> guarded.answer(exchange, request, BatchStep.POLL, () -> desk.look(path[3]));
            case "POST 3" -> guarded.answer(exchange, request, BatchStep.CANCEL, () -> desk.cancel(path[3]));
            default ->
                guarded.answer(exchange, request, () -> {
                    throw new InvalidCall(
                            new Refusal(404, FaultTable.INVALID, "unknown_url", null, "Unknown request URL."));
                });
        }
    }

    /** Reads the body before the work moves to another thread, because the request is released by then. */
    private void create(HttpExchange exchange, FullHttpRequest request) {
        try {
            JsonNode body = RequestBodies.json(request);
            guarded.answer(exchange, request, BatchStep.CREATE, () -> desk.create(body, LineFormat.OPENAI));
        } catch (InvalidCall invalid) {
            guarded.answer(exchange, request, () -> {
                throw invalid;
            });
        }
    }
}
