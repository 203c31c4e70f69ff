package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.AnswerOptions;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.faults.OpenAiErrorBody;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.AccessKey;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.simulator.provider.SimulatedProvider;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.Map;

/** Answers {@code /v1/models} and {@code /v1/models/{id}}. */
final class ModelsEndpoint {
    private static final String PATH = "/v1/models";
    private static final List<String> ANY = List.of("simulated");

    private final SimulatedProvider provider;

    ModelsEndpoint(SimulatedProvider provider) {
        this.provider = provider;
    }

    void serve(HttpExchange exchange, FullHttpRequest request, String path) {
        SimulatorOptions options = provider.options();
        AccessKey key = options.requiredKey();
        if (key != null && !key.opens(request.headers().get(HttpHeaderNames.AUTHORIZATION))) {
            refuse(exchange, "401");
        } else if (path.equals(PATH)) {
            send(exchange, list(options.answers()));
        } else if (options.answers().knows(path.substring(PATH.length() + 1))) {
            send(exchange, model(path.substring(PATH.length() + 1)));
        } else {
            refuse(exchange, "404");
        }
    }

    private static ObjectNode list(AnswerOptions answers) {
        ObjectNode body = SimulatorJson.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        (answers.models().isEmpty() ? ANY : answers.models()).forEach(name -> data.add(model(name)));
        return body;
    }

    private static ObjectNode model(String name) {
        return SimulatorJson.object()
                .put("id", name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "simulator");
    }

    private static void send(HttpExchange exchange, ObjectNode body) {
        exchange.send(200, HttpExchange.JSON, SimulatorJson.bytes(body), Map.of());
    }

    private static void refuse(HttpExchange exchange, String fault) {
        Refusal refusal = (Refusal) FaultTable.named(fault);
        exchange.send(refusal.status(), HttpExchange.JSON, OpenAiErrorBody.of(refusal), Map.of());
    }
}
