package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.faults.OpenAiErrorBody;
import dev.penstock.simulator.faults.OutageMode;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.OptionsPatch;
import dev.penstock.simulator.provider.SimulatedProvider;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;

/** Answers {@code /sim/…}, which shows statistics and changes options and outages while the simulator runs. */
final class ControlEndpoint {
    private static final int LISTED_DUPLICATES = 20;

    private final SimulatedProvider provider;

    ControlEndpoint(SimulatedProvider provider) {
        this.provider = provider;
    }

    void serve(HttpExchange exchange, FullHttpRequest request, QueryStringDecoder uri) {
        try {
            Object answer = answer(request, uri);
            exchange.send(200, HttpExchange.JSON, SimulatorJson.bytes(answer), Map.of());
        } catch (InvalidCall invalid) {
            send(exchange, invalid.refusal());
        } catch (IllegalArgumentException invalid) {
            send(exchange, new Refusal(400, FaultTable.INVALID, null, null, String.valueOf(invalid.getMessage())));
        }
    }

    private Object answer(FullHttpRequest request, QueryStringDecoder uri) {
        return switch (request.method() + " " + uri.path()) {
            case "GET /sim/options" -> provider.options();
            case "POST /sim/options" -> patch(RequestBodies.json(request));
            case "POST /sim/outage" -> outage(RequestBodies.json(request));
            case "GET /sim/stats" -> provider.stats(listedDuplicates(uri));
            case "POST /sim/prompt" ->
                provider.callsOf(RequestBodies.json(request).path("prompt").asText(""));
            case "POST /sim/reset" -> reset();
            default -> {
                String message = "Unknown control: " + request.method() + " " + uri.path() + ".";
                throw new InvalidCall(new Refusal(404, FaultTable.INVALID, "unknown_url", null, message));
            }
        };
    }

    private Object patch(JsonNode patch) {
        synchronized (provider) {
            provider.change(OptionsPatch.apply(provider.options(), patch));
        }
        return provider.options();
    }

    private Object outage(JsonNode body) {
        if (!body.path("on").isBoolean()) {
            throw new IllegalArgumentException("send {\"on\": true} or {\"on\": false}");
        }
        boolean on = body.path("on").booleanValue();
        if (on) {
            boolean drop = body.path("mode").asText("").equals("drop");
            provider.outages().switchOn(drop ? OutageMode.DROP : OutageMode.UNAVAILABLE);
        } else {
            provider.outages().switchOff();
        }
        return Map.of("on", on);
    }

    private Object reset() {
        provider.reset();
        return Map.of("reset", true);
    }

    private static int listedDuplicates(QueryStringDecoder uri) {
        String asked = uri.parameters().getOrDefault("duplicates", List.of("")).getFirst();
        return asked.matches("\\d{1,7}") ? Integer.parseInt(asked) : LISTED_DUPLICATES;
    }

    private static void send(HttpExchange exchange, Refusal refusal) {
        exchange.send(refusal.status(), HttpExchange.JSON, OpenAiErrorBody.of(refusal), Map.of());
    }
}
