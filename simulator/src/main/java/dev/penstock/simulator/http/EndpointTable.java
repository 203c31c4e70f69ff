package dev.penstock.simulator.http;

import dev.penstock.simulator.answers.ChatCall;
import dev.penstock.simulator.answers.EmbeddingsCall;
import dev.penstock.simulator.answers.ImagesCall;
import dev.penstock.simulator.answers.MessagesCall;
import dev.penstock.simulator.answers.ModerationsCall;
import dev.penstock.simulator.answers.ResponsesCall;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.faults.OpenAiErrorBody;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.provider.SimulatedProvider;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Map;

/** Routes each HTTP request to its endpoint by method and path. */
final class EndpointTable {
    private final SimulatedProvider provider;
    private final CallEndpoint openAiCalls;
    private final CallEndpoint azureCalls;
    private final CallEndpoint messages;
    private final MessageBatchesEndpoint messageBatches;
    private final ModelsEndpoint models;
    private final ControlEndpoint control;
    private final FilesEndpoint files;
    private final BatchesEndpoint batches;
    private final GeminiEndpoint gemini;

    EndpointTable(SimulatedProvider provider) {
        this.provider = provider;
        this.openAiCalls = new CallEndpoint(provider, new OpenAiFormat());
        this.azureCalls = new CallEndpoint(provider, new AzureFormat());
        WireFormat anthropic = new AnthropicFormat(provider.clock());
        this.messages = new CallEndpoint(provider, anthropic);
        this.messageBatches = new MessageBatchesEndpoint(provider, anthropic);
        this.models = new ModelsEndpoint(provider);
        this.control = new ControlEndpoint(provider);
        this.files = new FilesEndpoint(provider);
        this.batches = new BatchesEndpoint(provider);
        this.gemini = new GeminiEndpoint(provider);
    }

    void route(HttpExchange exchange, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            exchange.closeSoon();
            refuse(exchange, new Refusal(400, FaultTable.INVALID, null, null, "The request is not valid HTTP."));
            return;
        }
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        CallEndpoint calls = openAiCalls;
        if (AzureAddress.isOne(uri.path())) {
            calls = azureCalls;
            AzureAddress.AzureError error = AzureAddress.translate(
                    request, uri, provider.options().answers().models());
            if (error != null) {
                exchange.send(error.status(), HttpExchange.JSON, error.body(), Map.of());
                return;
            }
            uri = new QueryStringDecoder(request.uri());
        }
        String path = uri.path();
        boolean get = request.method().equals(HttpMethod.GET);
        boolean post = request.method().equals(HttpMethod.POST);
        if (post && path.equals("/v1/chat/completions")) {
            calls.serve(exchange, request, ChatCall::read);
        } else if (post && path.equals("/v1/responses")) {
            calls.serve(exchange, request, ResponsesCall::read);
        } else if (post && path.equals("/v1/embeddings")) {
            calls.serve(exchange, request, EmbeddingsCall::read);
        } else if (post && path.equals("/v1/moderations")) {
            calls.serve(exchange, request, ModerationsCall::read);
        } else if (post && path.equals("/v1/images/generations")) {
            calls.serve(exchange, request, ImagesCall::read);
        } else if (post && path.equals("/v1/messages")) {
            messages.serve(exchange, request, MessagesCall::read);
        } else if (GeminiEndpoint.isOne(path)) {
            gemini.serve(exchange, request, uri);
        } else if (path.startsWith("/v1/messages/batches")) {
            messageBatches.serve(exchange, request, uri);
        } else if (get && path.equals("/health")) {
            exchange.send(200, HttpExchange.JSON, SimulatorJson.bytes(Map.of("status", "ok")), Map.of());
        } else if (get && (path.equals("/v1/models") || path.startsWith("/v1/models/"))) {
            models.serve(exchange, request, path);
        } else if (path.equals("/v1/files") || path.startsWith("/v1/files/")) {
            files.serve(exchange, request, uri);
        } else if (path.equals("/v1/batches") || path.startsWith("/v1/batches/")) {
            batches.serve(exchange, request, uri);
        } else if (path.startsWith("/sim/")) {
            control.serve(exchange, request, uri);
        } else {
            String message = "Unknown request URL: " + request.method() + " " + path + ".";
            refuse(exchange, new Refusal(404, FaultTable.INVALID, "unknown_url", null, message));
        }
    }

    private static void refuse(HttpExchange exchange, Refusal refusal) {
        exchange.send(refusal.status(), HttpExchange.JSON, OpenAiErrorBody.of(refusal), Map.of());
    }
}
