package dev.penstock.simulator.http;

import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.BatchStep;
import dev.penstock.simulator.provider.CallDecision;
import dev.penstock.simulator.provider.ProviderAction;
import dev.penstock.simulator.provider.SimulatedProvider;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers calls of the files and batch API: checks keys and outages, turns errors into responses, and keeps clients
 * waiting where the options say so.
 */
record GuardedEndpoint(SimulatedProvider provider, WireFormat format) {
    /** Does the work and sends its result as JSON, unless the options keep clients waiting at this step. */
    void answer(HttpExchange exchange, FullHttpRequest request, BatchStep step, Supplier<Object> work) {
        answer(exchange, request, () -> {
            Object body = work.get();
            return () -> {
                if (isHeldAt(step)) {
                    hold(exchange);
                } else {
                    exchange.send(200, HttpExchange.JSON, SimulatorJson.bytes(body), Map.of());
                }
            };
        });
    }

    void answer(HttpExchange exchange, FullHttpRequest request, Supplier<Runnable> work) {
        Optional<CallDecision> turnedAway = provider.turnAway(format.authorization(request.headers()));
        if (turnedAway.isPresent()) {
            turnAway(exchange, turnedAway.get());
            return;
        }
        exchange.offload(() -> {
            try {
                return work.get();
            } catch (InvalidCall invalid) {
                return () -> refuse(exchange, invalid.refusal(), Map.of());
            }
        });
    }

    boolean isHeldAt(BatchStep step) {
        return provider.options().batches().hold() == step;
    }

    void hold(HttpExchange exchange) {
        exchange.hang();
        noteHeld(exchange);
    }

    void noteHeld(HttpExchange exchange) {
        provider.books().holding(1);
        exchange.onAbandoned(() -> provider.books().holding(-1));
    }

    private void turnAway(HttpExchange exchange, CallDecision verdict) {
        if (verdict.act() instanceof ProviderAction.Refuse(Refusal refusal, boolean throttled)) {
            refuse(exchange, refusal, verdict.headers());
        } else {
            exchange.drop();
        }
    }

    private void refuse(HttpExchange exchange, Refusal meant, Map<String, String> headers) {
        Refusal refusal = format.translate(meant);
        exchange.send(
                refusal.status(),
                HttpExchange.JSON,
                format.error(refusal, exchange.id()),
                format.headers(headers, exchange.id()));
    }
}
