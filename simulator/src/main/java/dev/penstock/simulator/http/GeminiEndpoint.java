package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.GeminiChatCall;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.batches.GeminiBatches;
import dev.penstock.simulator.batches.StoredFile;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.BatchStep;
import dev.penstock.simulator.provider.SimulatedProvider;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Gemini's paths: those of OpenAI's API below {@code /v1beta/openai}, which has no files and no list of batches
 * (ai.google.dev/gemini-api/docs/openai), and those of Google's own below {@code /v1beta}.
 */
final class GeminiEndpoint {
    private static final String COMPATIBLE = "/v1beta/openai";
    private static final String NATIVE = "/v1beta/";

    private final CallEndpoint calls;
    private final GuardedEndpoint compatible;
    private final GuardedEndpoint own;
    private final GeminiUploads uploads;
    private final GeminiBatches batches;
    private final SimulatedProvider provider;

    GeminiEndpoint(SimulatedProvider provider) {
        this.provider = provider;
        this.batches = provider.geminiBatches();
        this.calls = new CallEndpoint(provider, GeminiFormat.COMPATIBLE);
        this.compatible = new GuardedEndpoint(provider, GeminiFormat.COMPATIBLE);
        this.own = new GuardedEndpoint(provider, GeminiFormat.NATIVE);
        this.uploads = new GeminiUploads(own, batches.files());
    }

    static boolean isOne(String path) {
        return path.startsWith(NATIVE) || path.equals(GeminiUploads.PATH);
    }

    void serve(HttpExchange exchange, FullHttpRequest request, QueryStringDecoder uri) {
        String path = uri.path();
        if (path.equals(GeminiUploads.PATH)) {
            uploads.serve(exchange, request, uri);
        } else if (path.startsWith(COMPATIBLE + "/")) {
            compatible(exchange, request, path.substring(COMPATIBLE.length()));
        } else {
            own(exchange, request, path.substring(NATIVE.length()), uri);
        }
    }

    private void compatible(HttpExchange exchange, FullHttpRequest request, String path) {
        String what = request.method() + " " + path;
        String name = path.replaceFirst("^/batches/", "").replaceFirst("/cancel$", "");
        if (what.equals("POST /chat/completions")) {
            calls.serve(exchange, request, GeminiChatCall::read);
        } else if (what.equals("POST /embeddings")) {
            calls.serve(exchange, request, GeminiChatCall::embeddings);
        } else if (what.equals("GET /models")) {
            compatible.answer(
                    exchange,
                    request,
                    BatchStep.LIST,
                    () -> GeminiModels.list(provider.options().answers()));
        } else if (what.startsWith("GET /models/")) {
            String model = path.substring("/models/".length());
            compatible.answer(
                    exchange,
                    request,
                    BatchStep.POLL,
                    () -> GeminiModels.one(provider.options().answers(), model));
        } else if (what.equals("POST /batches")) {
            create(exchange, request);
        } else if (what.startsWith("GET /batches/")) {
            compatible.answer(exchange, request, BatchStep.POLL, () -> batches.look(name));
        } else if (what.startsWith("POST /batches/") && path.endsWith("/cancel")) {
            compatible.answer(exchange, request, BatchStep.CANCEL, () -> batches.cancel(name));
        } else {
            compatible.answer(exchange, request, GeminiEndpoint::unknown);
        }
    }

    private void own(HttpExchange exchange, FullHttpRequest request, String path, QueryStringDecoder uri) {
        String kind = path.contains("/") ? path.substring(0, path.indexOf('/')) + "/" : path;
        String action = path.contains(":") ? path.substring(path.indexOf(':')) : "";
        String name = path.substring(0, path.length() - action.length());
        switch (request.method() + " " + kind + action) {
            case "GET batches" ->
                own.answer(
                        exchange,
                        request,
                        BatchStep.LIST,
                        () -> GooglePage.of("operations", batches.operations(), uri));
            case "GET batches/" -> own.answer(exchange, request, BatchStep.POLL, () -> batches.operation(name));
            case "POST batches/:cancel" ->
                own.answer(exchange, request, BatchStep.CANCEL, () -> {
                    JsonNode unused = batches.cancel(name);
                    return SimulatorJson.object();
                });
            case "GET files" ->
                own.answer(
                        exchange,
                        request,
                        BatchStep.LIST,
                        () -> GooglePage.of("files", batches.files().list(), uri));
            case "GET files/" ->
                own.answer(
                        exchange, request, BatchStep.POLL, () -> batches.files().get(name));
            case "DELETE files/" ->
                own.answer(
                        exchange,
                        request,
                        BatchStep.UPLOAD,
                        () -> batches.files().delete(name));
            case "GET files/:download" -> own.answer(exchange, request, download(exchange, name));
            default -> own.answer(exchange, request, GeminiEndpoint::unknown);
        }
    }

    /** Reads the body before the work moves to another thread, because the request is released by then. */
    private void create(HttpExchange exchange, FullHttpRequest request) {
        try {
            JsonNode body = RequestBodies.json(request);
            compatible.answer(exchange, request, BatchStep.CREATE, () -> batches.create(body));
        } catch (InvalidCall invalid) {
            compatible.answer(exchange, request, () -> {
                throw invalid;
            });
        }
    }

    private Supplier<Runnable> download(HttpExchange exchange, String name) {
        return () -> {
            StoredFile file = batches.download(name);
            return () -> {
                if (own.isHeldAt(BatchStep.DOWNLOAD)) {
                    exchange.sendHalfAFile(file.content(), file.bytes());
                    own.noteHeld(exchange);
                } else {
                    exchange.sendFile(file.content(), file.bytes(), Map.of());
                }
            };
        };
    }

    private static Runnable unknown() {
        throw new InvalidCall(new Refusal(404, "", null, null, "Requested entity was not found."));
    }
}
